package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.operator.Chaining;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Holds measurements until the watermark of this subtask reaches them, and sends those of a key and slice of time together.
 * Chained to the operator that reads them.
 *
 * <p>Results come no later: what a watermark passes is emitted before it, and the operator behind the shuffle could not
 * release it earlier, because its watermark is the minimum over the subtasks. Everything is also emitted before a barrier, at the
 * end of the input, and when it needs too much memory. So this operator needs no state.
 *
 * <p>If there are so many keys that most bundles have one measurement, measurements are sent at once for some time.
 *
 * <p>Behind the shuffle a measurement can be late in two cases only. The watermark of this subtask has passed it; or this
 * subtask has been idle, so that the watermark of the others was not held back by it. Such a measurement is sent with its record,
 * and is rejected like any other if it is late. It is sent as soon as it is read, or in the second case with those of the same
 * interval between watermarks, so that it can still be in time. Without these cases the watermark behind the shuffle is never
 * ahead of the last one of this subtask, and thus none needs its record there. Flink does not say when a subtask that was idle
 * counts again: it sends the records until the job is restarted.
 */
final class BundleMeasurements extends AbstractStreamOperator<Measurements>
        implements OneInputStreamOperator<Measurement, Measurements>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;

    /** Of one subtask: enough for a million measurements. */
    static final long DEFAULT_MAX_BYTES = 64L << 20;

    /** So many keys in a slice do not fit the processor's caches. */
    static final int DEFAULT_MANY_KEYS = 1 << 16;

    /** How long measurements are not held after a slice in which that did not pay. */
    private static final long UNBUNDLED_MILLIS = 64 * Measurements.SLICE.toMillis();

    private final long maxBytes;
    private final int manyKeys;

    private transient TreeMap<Long, MeasurementSlice> slices;
    /** For slices to come: large arrays that are only used once are expensive for the garbage collector. */
    private transient Deque<MeasurementSlice> spares;

    private transient MeasurementList list;
    private transient long bytes;
    private transient long watermark;
    private transient boolean wasIdle;
    /** What was read since the last interval, after this subtask was idle. */
    private transient RecordedMeasurements recorded;

    /** Measurements before this time are not held. */
    private transient long unbundledUntil;

    /** The slice of the latest measurement, and usually of the next one. */
    private transient @Nullable MeasurementSlice latest;

    private transient long latestStart;

    BundleMeasurements() {
        this(DEFAULT_MAX_BYTES, DEFAULT_MANY_KEYS);
    }

    /**
     * Bundles with other limits.
     *
     * @param maxBytes limit of the memory of one subtask; 0 to send every measurement at once
     * @param manyKeys a slice with so many keys must have half as many measurements again for bundling to pay
     */
    BundleMeasurements(long maxBytes, int manyKeys) {
        this.maxBytes = maxBytes;
        this.manyKeys = manyKeys;
        Chaining.always(this);
    }

    @Override
    public void open() throws Exception {
        super.open();
        slices = new TreeMap<>();
        spares = new ArrayDeque<>();
        list = new MeasurementList();
        bytes = 0;
        watermark = Long.MIN_VALUE;
        wasIdle = false;
        recorded = new RecordedMeasurements();
        unbundledUntil = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<Measurement> element) throws Exception {
        Measurement measurement = element.getValue();
        if (maxBytes == 0 || measurement.time <= watermark) {
            send(Measurements.of(List.of(measurement)));
            return;
        }
        if (wasIdle) {
            addRecorded(measurement);
            return;
        }
        if (measurement.time < unbundledUntil) {
            send(Measurements.of(measurement.key, measurement.time, measurement.value));
            return;
        }
        MeasurementSlice slice = slice(measurement.time);
        long before = slice.bytes();
        slice.add(measurement.key, measurement.time, measurement.value);
        bytes += slice.bytes() - before;
        if (bytes > maxBytes) {
            makeRoom();
        }
    }

    private void addRecorded(Measurement measurement) {
        if (recorded.isEmpty()) {
            long interval = Math.max(1, getExecutionConfig().getAutoWatermarkInterval());
            // closing the operator cancels the timer
            ScheduledFuture<?> unused = getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
        }
        recorded.add(measurement);
        if (recorded.bytes() > maxBytes) {
            recorded.release(this::send);
        }
    }

    @Override
    public void onProcessingTime(long timestamp) {
        recorded.release(this::send);
    }

    private void makeRoom() throws Exception {
        dropSpares();
        if (bytes > maxBytes) {
            emitAll();
            dropSpares();
        }
    }

    private void dropSpares() {
        for (MeasurementSlice spare : spares) {
            bytes -= spare.bytes();
        }
        spares.clear();
    }

    private MeasurementSlice slice(long time) {
        MeasurementSlice slice = latest;
        if (slice == null || latestStart != Measurements.slice(time)) {
            latestStart = Measurements.slice(time);
            slice = slices.computeIfAbsent(latestStart, this::newSlice);
            latest = slice;
        }
        return slice;
    }

    private MeasurementSlice newSlice(long start) {
        MeasurementSlice spare = spares.pollLast();
        MeasurementSlice slice = spare == null ? new MeasurementSlice() : spare;
        bytes -= spare == null ? 0 : spare.bytes();
        slice.reset(start);
        bytes += slice.bytes();
        return slice;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        recorded.release(this::send);
        watermark = mark.getTimestamp();
        emit(watermark);
        super.processWatermark(mark);
    }

    private void emit(long until) throws Exception {
        while (!slices.isEmpty() && slices.firstKey() <= until) {
            Map.Entry<Long, MeasurementSlice> first = slices.firstEntry();
            first.getValue().release(until, list, this::send);
            if (!first.getValue().isEmpty()) {
                return;
            }
            slices.remove(first.getKey());
            latest = null;
            MeasurementSlice slice = first.getValue();
            spares.add(slice);
            if (slice.keys() >= manyKeys && slice.measurements() < slice.keys() + slice.keys() / 2) {
                unbundledUntil = Math.max(unbundledUntil, first.getKey() + UNBUNDLED_MILLIS);
            }
        }
    }

    private void send(Measurements measurements) {
        output.collect(new StreamRecord<>(measurements, measurements.first()));
    }

    private void emitAll() throws Exception {
        recorded.release(this::send);
        emit(Long.MAX_VALUE);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            // as long as this subtask is active, they are in time
            emitAll();
            wasIdle = true;
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
}
