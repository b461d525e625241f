package io.millrace.job.time;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the job master whether some subtask has an empty shard. Each report is a request, sent by a thread of its
 * own, that is answered with what all subtasks have reported so far.
 *
 * <p>An answer is used for {@value #VALID_MILLIS} ms. So a subtask with a new empty shard knows, that long after the job
 * master has confirmed its report, that every other subtask has a newer answer or none.
 */
final class EmptyShardReports implements EmptyShards {
    static final long REFRESH_MILLIS = 500;
    static final long VALID_MILLIS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(EmptyShardReports.class);
    private static final long NEVER = Long.MIN_VALUE;

    private final Exchange exchange;
    private final ExecutorService executor;
    /** From the executor's thread to the task's. */
    private final AtomicReference<@Nullable Answer> received = new AtomicReference<>();

    private boolean pending;
    private @Nullable Answer latest;
    /** When it was learned that the job master knows of an empty shard here, and still does. */
    private long confirmedAt = NEVER;

    /** Sends a report, and waits for the answer. */
    interface Exchange {
        /** Whether all subtasks have reported, and none has an empty shard. */
        boolean areNone(boolean hasEmpty) throws Exception;
    }

    /** The answer to a report; {@code areNone} is false if there was none. */
    private static final class Answer {
        private final boolean hasEmpty;
        private final long sentAt;
        private final boolean confirmed;
        private final boolean areNone;

        private Answer(boolean hasEmpty, long sentAt, boolean confirmed, boolean areNone) {
            this.hasEmpty = hasEmpty;
            this.sentAt = sentAt;
            this.confirmed = confirmed;
            this.areNone = areNone;
        }

        /** Not if it is of a time to come: the clock was set back, and its age is not known. */
        private boolean isYoungerThan(long millis, long now) {
            return now >= sentAt && now - sentAt < millis;
        }
    }

    /** @param executor of this subtask alone; shut down by {@link #close} */
    EmptyShardReports(Exchange exchange, ExecutorService executor) {
        this.exchange = requireNonNull(exchange, "exchange is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    @Override
    public void report(boolean hasEmpty, long now) {
        receive(now);
        if (confirmedAt > now) {
            confirmedAt = now; // the clock was set back
        }
        if (!pending && isDue(hasEmpty, now)) {
            pending = true;
            if (!hasEmpty) {
                confirmedAt = NEVER;
            }
            executor.execute(() -> received.set(answer(hasEmpty, now)));
        }
    }

    private void receive(long now) {
        Answer answer = received.getAndSet(null);
        if (answer == null) {
            return;
        }
        pending = false;
        latest = answer;
        if (answer.hasEmpty && answer.confirmed && confirmedAt == NEVER) {
            confirmedAt = now;
        }
    }

    private boolean isDue(boolean hasEmpty, long now) {
        return latest == null || latest.hasEmpty != hasEmpty || !latest.isYoungerThan(REFRESH_MILLIS, now);
    }

    private Answer answer(boolean hasEmpty, long sentAt) {
        try {
            return new Answer(hasEmpty, sentAt, true, exchange.areNone(hasEmpty));
        } catch (Exception failure) {
            LOG.debug("The job master does not answer; watermarks wait meanwhile", failure);
            return new Answer(hasEmpty, sentAt, false, false);
        }
    }

    @Override
    public boolean areNone(long now) {
        return latest != null && latest.areNone && latest.isYoungerThan(VALID_MILLIS, now);
    }

    @Override
    public boolean areKnown(long now) {
        return confirmedAt != NEVER && now - confirmedAt >= VALID_MILLIS;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
