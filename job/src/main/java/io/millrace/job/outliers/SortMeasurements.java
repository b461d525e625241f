package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.Rejections;
import io.millrace.job.time.EventBuffer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Emits every key's measurements by time and value, without duplicates, whatever {@link BundleMeasurements} they come in. What
 * one watermark releases of a key and slice comes as one element. Keyed by the measurements' key; the next operator keeps it with
 * {@code DataStreamUtils.reinterpretAsKeyedStream}.
 *
 * <p>A measurement that comes after the watermark has passed it is rejected as {@link Rejection#LATE}.
 *
 * <p>Measurements wait in an {@link EventBuffer}. State: what is in the buffer at a checkpoint; and per key and time, what was
 * spilled, with a timer, as earlier builds kept all of them.
 */
final class SortMeasurements extends AbstractStreamOperator<Measurements>
        implements OneInputStreamOperator<Measurements, Measurements>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    private transient EventBuffer<Measurements> buffer;
    private transient ListStateDescriptor<Measurement> spilled;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Rejections rejections;

    /** What the current watermark releases of one key and slice: all that {@link #merged} has, or this one alone. */
    private transient @Nullable Measurements due;

    private transient MeasurementList merged;
    private transient long watermark;

    SortMeasurements() {
        this(EventBuffer.DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes limit of the memory of one subtask for measurements that wait; 0 to spill all */
    SortMeasurements(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        spilled = new ListStateDescriptor<>("waiting", TypeInformation.of(Measurement.class));
        merged = new MeasurementList();
        rejections = new Rejections(output, getMetricGroup());
        timers = getInternalTimerService("turns", VoidNamespaceSerializer.INSTANCE, this);
        // registers the state, so that every snapshot has it
        spilledAt(0);
        buffer = new EventBuffer<>(
                new MeasurementsOrder(),
                new MeasurementsFormat(),
                new Spill(),
                this.<String>getKeyedStateBackend(),
                getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks(),
                Measurements.SLICE,
                maxBytes);
        buffer.restore(timers);
    }

    /** Keys are set only where state is used. */
    @Override
    @SuppressWarnings("rawtypes") // as in the superclass
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<Measurements> element) throws Exception {
        Measurements measurements = element.getValue();
        if (measurements.haveRecords()) {
            addInTime(measurements);
        } else if (measurements.first() <= timers.currentWatermark()) {
            throw new IllegalStateException("measurements without records must not be late, got " + measurements
                    + " after the watermark " + timers.currentWatermark());
        } else {
            buffer.add(measurements, measurements.first());
        }
    }

    private void addInTime(Measurements measurements) throws Exception {
        MeasurementList inTime = new MeasurementList();
        for (int i = 0; i < measurements.size(); i++) {
            if (measurements.time(i) <= timers.currentWatermark()) {
                rejections.reject(
                        Rejection.LATE, OutlierInputReader.lateness(measurements.key), measurements.record(i));
            } else {
                inTime.add(measurements.time(i), measurements.value(i));
            }
        }
        if (!inTime.isEmpty()) {
            inTime.sort();
            Measurements kept = inTime.range(measurements.key, 0, inTime.size());
            buffer.add(kept, kept.first());
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        buffer.release(watermark, this::release);
        emit();
        super.processWatermark(mark);
    }

    private void release(StreamRecord<Measurements> released) throws Exception {
        Measurements more = released.getValue();
        Measurements known = due;
        if (known == null) {
            due = more;
        } else if (known.key.equals(more.key)
                && Measurements.slice(known.first()) == Measurements.slice(more.first())) {
            if (merged.isEmpty()) {
                merged.add(known);
            }
            merged.add(more);
        } else {
            emit();
            due = more;
        }
    }

    /** Emits what is due, up to the watermark. The rest waits again. */
    private void emit() throws Exception {
        Measurements single = due;
        if (single == null) {
            return;
        }
        due = null;
        if (merged.isEmpty()) {
            if (single.last() <= watermark) {
                emit(single);
                return;
            }
            merged.add(single);
        }
        merged.sort();
        int end = merged.until(watermark);
        emit(merged.range(single.key, 0, end));
        if (end < merged.size()) {
            Measurements rest = merged.range(single.key, end, merged.size());
            buffer.add(rest, rest.first());
        }
        merged.clear();
    }

    private void emit(Measurements measurements) {
        output.collect(new StreamRecord<>(measurements, measurements.last()));
    }

    private final class Spill implements EventBuffer.Spill<Measurements> {
        /** Each by itself, so that a timer reads no more than it emits. */
        @Override
        public void add(Measurements measurements, long time) throws Exception {
            setCurrentKey(measurements.key);
            for (int i = 0; i < measurements.size(); i++) {
                long each = measurements.time(i);
                spilledAt(each).add(new Measurement(measurements.key, measurements.value(i), each));
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, each);
            }
        }

        @Override
        public void release(long until) throws Exception {
            emit();
            InternalTimeServiceManager<?> services = getTimeServiceManager().orElseThrow();
            services.advanceWatermark(new Watermark(until));
        }
    }

    /** Emits what was spilled of a key and time. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long time = timer.getTimestamp();
        ListState<Measurement> state = spilledAt(time);
        MeasurementList list = new MeasurementList();
        for (Measurement measurement : state.get()) {
            list.add(time, measurement.value);
        }
        state.clear();
        list.sort();
        emit(list.range(timer.getKey(), 0, list.size()));
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        buffer.snapshot();
        super.snapshotState(context);
    }

    private ListState<Measurement> spilledAt(long time) throws Exception {
        return getPartitionedState(time, LongSerializer.INSTANCE, spilled);
    }
}
