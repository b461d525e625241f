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
 *
 * <p>While the others wait, what they emit is {@code events.read-skew} behind what they have reported. So a recent answer has
 * a watermark that none of them has passed yet.
 */
final class EmptyShardReports implements EmptyShards {
    static final long REFRESH_MILLIS = 500;
    static final long VALID_MILLIS = 2_000;
    /** With the age of the others' reports, less than the default of {@code events.read-skew}. */
    static final long RECENT_MILLIS = 2 * REFRESH_MILLIS;

    private static final Logger LOG = LoggerFactory.getLogger(EmptyShardReports.class);
    private static final long NEVER = Long.MIN_VALUE;

    private final Exchange exchange;
    private final ExecutorService executor;
    /** From the executor's thread to the task's. */
    private final AtomicReference<@Nullable Answer> received = new AtomicReference<>();

    private boolean pending;
    /** Whether the job master knows of this attempt. */
    private boolean introduced;

    private @Nullable Answer latest;
    /** When it was learned that the job master knows of an empty shard here, and still does. */
    private long confirmedAt = NEVER;

    /** Sends a report, and waits for the answer. */
    interface Exchange {
        /** The result of {@link EmptyShardAggregate}. */
        long[] send(SubtaskReport report, boolean isFirst) throws Exception;
    }

    /** The answer to a report. If there was none, it is not {@code confirmed} and says nothing. */
    private static final class Answer {
        private final boolean hasEmpty;
        private final long sentAt;
        private final boolean confirmed;
        private final boolean areNone;
        private final long passed;

        private Answer(boolean hasEmpty, long sentAt, boolean confirmed, boolean areNone, long passed) {
            this.hasEmpty = hasEmpty;
            this.sentAt = sentAt;
            this.confirmed = confirmed;
            this.areNone = areNone;
            this.passed = passed;
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
    public void report(SubtaskReport report, long now) {
        receive(now);
        if (confirmedAt > now) {
            confirmedAt = now; // the clock was set back
        }
        if (!pending && isDue(report.hasEmpty, now)) {
            pending = true;
            if (!report.hasEmpty) {
                confirmedAt = NEVER;
            }
            boolean isFirst = !introduced;
            executor.execute(() -> received.set(answer(report, isFirst, now)));
        }
    }

    private void receive(long now) {
        Answer answer = received.getAndSet(null);
        if (answer == null) {
            return;
        }
        pending = false;
        latest = answer;
        introduced |= answer.confirmed;
        if (answer.hasEmpty && answer.confirmed && confirmedAt == NEVER) {
            confirmedAt = now;
        }
    }

    private boolean isDue(boolean hasEmpty, long now) {
        return latest == null || latest.hasEmpty != hasEmpty || !latest.isYoungerThan(REFRESH_MILLIS, now);
    }

    private Answer answer(SubtaskReport report, boolean isFirst, long sentAt) {
        try {
            long[] result = exchange.send(report, isFirst);
            return new Answer(
                    report.hasEmpty,
                    sentAt,
                    true,
                    result[EmptyShardAggregate.ARE_NONE] == 1,
                    result[EmptyShardAggregate.PASSED]);
        } catch (Exception failure) {
            LOG.debug("The job master does not answer; watermarks wait meanwhile", failure);
            return new Answer(report.hasEmpty, sentAt, false, false, UNKNOWN);
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
    public long passed(long now) {
        return latest != null && latest.isYoungerThan(RECENT_MILLIS, now) ? latest.passed : UNKNOWN;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
