package io.millrace.job.preaggregate;

import static java.util.Objects.requireNonNull;

import io.millrace.job.operator.Chaining;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates within each subtask before the shuffle, so that a hot key sends a few partials per slice of time and subtask
 * over the network instead of all its elements, and scales with the parallelism. Chained to the operator before it, and
 * followed by a {@code keyBy} and a window that merges ({@link MergePartials}).
 *
 * <p>Emits keys with their partials. The partials of a slice are emitted before the watermark that ends the slice; all
 * partials are emitted before every checkpoint barrier, at the end of the input, before this subtask becomes idle, since the
 * watermark then no longer waits for it, and when there are too many. What is held is what the watermark behind the shuffle waits
 * for: an element whose slice has ended here is emitted at once, for it may still be in time there, and so are all between an idle
 * time and the next watermark. So this operator needs no state. After an early partial,
 * another one for the same key and slice may follow. Merging must therefore be associative and commutative.
 *
 * <p>A partial's timestamp is the last millisecond of its slice. If windows start and end with slices, that is in the same
 * windows as the elements, and it is not late if they were not.
 *
 * @param <I> the elements; they must have timestamps
 * @param <K> their keys, with {@code equals} and {@code hashCode}
 * @param <A> their partials: the aggregate's accumulator, which it may change in place
 */
public final class PreAggregate<I, K, A> extends AbstractStreamOperator<Tuple2<K, A>>
        implements OneInputStreamOperator<I, Tuple2<K, A>> {
    private static final long serialVersionUID = 1L;

    /** It bounds the memory, and what is emitted before a barrier. */
    public static final int DEFAULT_MAX_PARTIALS = 65_536;

    private final KeySelector<I, K> key;
    private final AggregateFunction<I, A, ?> aggregate;
    private final long sliceMillis;
    private final int maxPartials;

    private transient TreeMap<Long, Map<K, A>> slices;
    private transient int partials;
    /** Slices that end until then are not held. */
    private transient long passed;

    private transient TimestampedCollector<Tuple2<K, A>> collector;
    /** The slice of the latest element, and usually of the next one. */
    private transient @Nullable Map<K, A> latest;

    private transient long latestStart;
    /** The most partials of a slice, of the slices that were emitted last. */
    private transient int lastSize;

    /**
     * Aggregates with the default limit of partials.
     *
     * @param slice length of the slices of time, aligned to the epoch; at least 1 ms
     */
    public PreAggregate(KeySelector<I, K> key, AggregateFunction<I, A, ?> aggregate, Duration slice) {
        this(key, aggregate, slice, DEFAULT_MAX_PARTIALS);
    }

    /**
     * Aggregates with a given limit of partials.
     *
     * @param slice length of the slices of time, aligned to the epoch; at least 1 ms
     * @param maxPartials limit of the partials of all keys and slices; at least 1
     */
    public PreAggregate(KeySelector<I, K> key, AggregateFunction<I, A, ?> aggregate, Duration slice, int maxPartials) {
        this.key = requireNonNull(key, "key is null");
        this.aggregate = requireNonNull(aggregate, "aggregate is null");
        this.sliceMillis = slice.toMillis();
        this.maxPartials = maxPartials;
        if (sliceMillis < 1) {
            throw new IllegalArgumentException("slice must be at least 1 ms, got " + slice);
        }
        if (maxPartials < 1) {
            throw new IllegalArgumentException("maxPartials must be at least 1, got " + maxPartials);
        }
        Chaining.always(this);
    }

    @Override
    public void open() throws Exception {
        super.open();
        slices = new TreeMap<>();
        partials = 0;
        passed = Long.MIN_VALUE;
        collector = new TimestampedCollector<>(output);
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        I value = element.getValue();
        Map<K, A> slice = slice(element.getTimestamp());
        K elementKey = key.getKey(value);
        if (slice == null) {
            collector.setAbsoluteTimestamp(lastMoment(start(element.getTimestamp())));
            collector.collect(Tuple2.of(elementKey, aggregate.add(value, aggregate.createAccumulator())));
            return;
        }
        A before = slice.get(elementKey);
        if (before == null) {
            slice.put(elementKey, aggregate.add(value, aggregate.createAccumulator()));
            partials++;
            if (partials >= maxPartials) {
                emitAll();
            }
            return;
        }
        A after = aggregate.add(value, before);
        if (after != before) {
            slice.put(elementKey, after);
        }
    }

    /** The slice of an element; null if it has ended. */
    private @Nullable Map<K, A> slice(long timestamp) {
        Map<K, A> slice = latest;
        if (slice == null || timestamp < latestStart || timestamp - latestStart >= sliceMillis) {
            long start = start(timestamp);
            if (lastMoment(start) <= passed) {
                return null;
            }
            slice = slices.computeIfAbsent(start, unknown -> new HashMap<>(capacity()));
            latest = slice;
            latestStart = start;
        }
        return slice;
    }

    /** A slice has about as many keys as the one before it. Many slices at once may not: they share the limit. */
    private int capacity() {
        int expected = Math.min(lastSize, maxPartials / (slices.size() + 1));
        return expected + expected / 2;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        passed = mark.getTimestamp();
        emitUntil(passed);
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            emitAll();
            passed = Long.MAX_VALUE;
        }
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        emitAll();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        emitAll();
        super.finish();
    }

    private void emitAll() {
        emitUntil(Long.MAX_VALUE);
    }

    private void emitUntil(long time) {
        int most = 0;
        while (!slices.isEmpty() && lastMoment(slices.firstKey()) <= time) {
            Map.Entry<Long, Map<K, A>> slice = slices.pollFirstEntry();
            latest = null;
            int size = slice.getValue().size();
            partials -= size;
            most = Math.max(most, size);
            collector.setAbsoluteTimestamp(lastMoment(slice.getKey()));
            slice.getValue().forEach((sliceKey, partial) -> collector.collect(Tuple2.of(sliceKey, partial)));
        }
        if (most > 0) {
            lastSize = most;
        }
    }

    private long start(long timestamp) {
        return timestamp - Math.floorMod(timestamp, sliceMillis);
    }

    private long lastMoment(long sliceStart) {
        return sliceStart + sliceMillis - 1;
    }
}
