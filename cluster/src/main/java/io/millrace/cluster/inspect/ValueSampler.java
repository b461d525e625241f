package io.millrace.cluster.inspect;

import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Takes some of an operator's records, of all of its subtasks together. A task never waits for it: a record is left out when it is one
 * too many, when another task is just being served, and when nobody takes the samples.
 */
final class ValueSampler {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** More are not kept. */
    static final int QUEUED = 1_000;

    private final long interval;
    private final LongSupplier nanoTime;
    /** When the next record may be taken; up to a second ago, so that the records of a window, which come together, are seen. */
    private final AtomicLong due;

    private final Queue<ValueSample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder seen = new LongAdder();

    /** @param rate the most records that are taken in a second; 1 at least */
    ValueSampler(int rate, LongSupplier nanoTime) {
        this.interval = SECOND / rate;
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong() - SECOND + interval);
    }

    /** Called by a task for each record. Its value is rendered now, since the task may change it later. */
    void offer(int subtask, @Nullable OutputTag<?> tag, StreamRecord<?> record) {
        seen.increment();
        long now = nanoTime.getAsLong();
        long next = due.get();
        if (next - now > 0
                || size.get() >= QUEUED
                || !due.compareAndSet(next, Math.max(next, now - SECOND + interval) + interval)) {
            return;
        }
        Object value = record.getValue();
        samples.add(new ValueSample(
                subtask,
                System.currentTimeMillis(),
                record.hasTimestamp() ? OptionalLong.of(record.getTimestamp()) : OptionalLong.empty(),
                tag == null ? "" : tag.getId(),
                value == null ? "null" : value.getClass().getSimpleName(),
                ValueText.of(value)));
        size.incrementAndGet();
    }

    /** The oldest sample that was not taken; null when there is none. */
    @Nullable
    ValueSample poll() {
        ValueSample sample = samples.poll();
        if (sample != null) {
            size.decrementAndGet();
        }
        return sample;
    }

    /** How many records have left the operator since the sampler was made. */
    long seen() {
        return seen.sum();
    }
}
