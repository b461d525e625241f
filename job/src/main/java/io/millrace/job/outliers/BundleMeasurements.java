package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.operator.Chaining;
import java.util.Map;
import java.util.TreeMap;
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
 * <p>Behind the shuffle a measurement can be late in two cases only. The watermark of this subtask has passed it; or this
 * subtask has been idle, so that the watermark of the others was not held back by it. Such a measurement is sent by itself
 * and at once, with its record, so that it can still be in time, and is rejected like any other if it is not. Without these cases
 * the watermark behind the shuffle is never ahead of the last one of this subtask, and thus none needs its record there. Flink
 * does not say when a subtask that was idle counts again: it sends single measurements until the job is restarted.
 */
final class BundleMeasurements extends AbstractStreamOperator<Measurements>
        implements OneInputStreamOperator<Measurement, Measurements> {
    private static final long serialVersionUID = 1L;

    /** Of one subtask: enough for a million measurements. */
    static final long DEFAULT_MAX_BYTES = 64L << 20;

    private final long maxBytes;

    private transient TreeMap<Long, MeasurementSlice> slices;
    private transient MeasurementList list;
    private transient long bytes;
    private transient long watermark;
    private transient boolean wasIdle;
    /** The slice of the latest measurement, and usually of the next one. */
    private transient @Nullable MeasurementSlice latest;

    private transient long latestStart;

    BundleMeasurements() {
        this(DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes limit of the memory of one subtask; 0 to send every measurement at once */
    BundleMeasurements(long maxBytes) {
        this.maxBytes = maxBytes;
        Chaining.always(this);
    }

    @Override
    public void open() throws Exception {
        super.open();
        slices = new TreeMap<>();
        list = new MeasurementList();
        bytes = 0;
        watermark = Long.MIN_VALUE;
        wasIdle = false;
    }

    @Override
    public void processElement(StreamRecord<Measurement> element) throws Exception {
        Measurement measurement = element.getValue();
        if (wasIdle || measurement.time <= watermark) {
            send(Measurements.of(measurement));
            return;
        }
        MeasurementSlice slice = slice(measurement.time);
        long before = slice.bytes();
        slice.add(measurement.key, measurement.time, measurement.value);
        bytes += slice.bytes() - before;
        if (bytes > maxBytes) {
            emitAll();
        }
    }

    private MeasurementSlice slice(long time) {
        MeasurementSlice slice = latest;
        if (slice == null || latestStart != Measurements.slice(time)) {
            latestStart = Measurements.slice(time);
            slice = slices.computeIfAbsent(latestStart, start -> {
                MeasurementSlice created = new MeasurementSlice(start);
                bytes += created.bytes();
                return created;
            });
            latest = slice;
        }
        return slice;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
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
            bytes -= first.getValue().bytes();
            latest = null;
        }
    }

    private void send(Measurements measurements) {
        output.collect(new StreamRecord<>(measurements, measurements.first()));
    }

    private void emitAll() throws Exception {
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
