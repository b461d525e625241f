package io.millrace.job.time;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what it was given when the test says so. */
final class HeldExecutor extends AbstractExecutorService {
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean shutdown;

    void runAll() {
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    int size() {
        return held.size();
    }

    @Override
    public void execute(Runnable command) {
        held.add(command);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
