package io.millrace.connector.kinesis.reader;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs actions when the test says so, as the thread of a split reader does it between two looks at its feeds. */
final class QueuedContext implements FeedContext {
    private final Queue<Runnable> actions = new ArrayDeque<>();

    @Nullable
    Throwable failure;

    @Override
    public void run(Runnable action) {
        actions.add(action);
    }

    void runActions() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }

    @Override
    public void fail(Throwable cause) {
        failure = cause;
    }
}
