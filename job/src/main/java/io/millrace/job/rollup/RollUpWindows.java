package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import io.millrace.job.time.EventBuffer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
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

/**
 * Merges the partial totals of slices, and emits a rollup for every window that ends. Keyed by the measurements' key.
 *
 * <p>Partials wait in an {@link EventBuffer} until their slice ends. A tumbling window is merged from there, without any access
 * to state.
 *
 * <p>Sliding windows share their slices: when a slice ends, its totals are written once, however many windows contain it.
 * Flink's sliding windows would write every partial to each of them, with one timer each. A window is merged from its slices
 * when it ends.
 *
 * <p>State: what is in the buffer at a checkpoint; and of sliding windows, and of what the buffer spills, per key the {@link
 * Slices} of windows that have not ended, and one timer per slice and key. It is cleared when the last window of a slice has
 * ended.
 *
 * <p>A partial of a slice that has ended is counted as {@code numLateRecordsDropped}, the metric of Flink's windows. Its
 * measurements were in time in their shards, so this happens only in the cases that decision 4 does not cover.
 */
final class RollUpWindows extends AbstractStreamOperator<Rollup>
        implements OneInputStreamOperator<Tuple2<String, Totals>, Rollup>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static final Slices NONE = new Slices();

    private final RollupWindow window;
    private final long maxBytes;

    private transient ValueState<Slices> slices;
    private transient EventBuffer<Tuple2<String, Totals>> buffer;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counter late;

    RollUpWindows(RollupWindow window) {
        this(window, EventBuffer.DEFAULT_MAX_BYTES);
    }

    /** @param maxBytes limit of the memory of one subtask for partials that wait; 0 to spill all */
    RollUpWindows(RollupWindow window, long maxBytes) {
        this.window = requireNonNull(window, "window is null");
        this.maxBytes = maxBytes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        slices = context.getKeyedStateStore()
                .getState(new ValueStateDescriptor<>("slices", TypeInformation.of(Slices.class)));
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("window-ends", VoidNamespaceSerializer.INSTANCE, this);
        late = getMetricGroup().counter("numLateRecordsDropped");
        buffer = new EventBuffer<>(
                new PartialOrder(),
                new PartialTotalsFormat(),
                new Spill(),
                this.<String>getKeyedStateBackend(),
                getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks(),
                maxBytes);
        buffer.restore(timers);
    }

    /** The key is set only where state is used. */
    @Override
    @SuppressWarnings("rawtypes") // as in the superclass
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<Tuple2<String, Totals>> partial) throws Exception {
        long lastMoment = window.sliceEnd(partial.getTimestamp()) - 1;
        if (lastMoment <= timers.currentWatermark()) {
            late.inc();
            return;
        }
        buffer.add(partial.getValue(), lastMoment);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        buffer.release(mark.getTimestamp(), this::sliceEnded);
        super.processWatermark(mark);
    }

    private void sliceEnded(StreamRecord<Tuple2<String, Totals>> slice) throws Exception {
        Tuple2<String, Totals> partial = slice.getValue();
        if (window.isTumbling()) {
            emit(partial.f0, slice.getTimestamp() + 1, partial.f1);
        } else {
            store(partial, slice.getTimestamp());
        }
    }

    private final class Spill implements EventBuffer.Spill<Tuple2<String, Totals>> {
        @Override
        public void add(Tuple2<String, Totals> partial, long time) throws Exception {
            store(partial, time);
        }

        @Override
        public void release(long until) throws Exception {
            InternalTimeServiceManager<?> services = getTimeServiceManager().orElseThrow();
            services.advanceWatermark(new Watermark(until));
        }
    }

    private void store(Tuple2<String, Totals> partial, long lastMoment) throws Exception {
        setCurrentKey(partial.f0);
        Slices known = known();
        if (!known.has(lastMoment + 1)) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, lastMoment);
        }
        slices.update(known.with(lastMoment + 1, partial.f1));
    }

    private Slices known() throws Exception {
        Slices known = slices.value();
        return known == null ? NONE : known;
    }

    /** The end of a slice is also the end of a window. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long end = timer.getTimestamp() + 1;
        Slices known = known();
        // older slices are there only if windows were longer before a restore
        Totals totals = known.between(window.windowStart(end), end);
        keep(known, end);
        if (totals.count > 0) {
            emit(timer.getKey(), end, totals);
        }
    }

    private void emit(String key, long end, Totals totals) {
        Rollup rollup = new Rollup(key, window.windowStart(end), end, totals, Rollup.UNRANKED);
        output.collect(new StreamRecord<>(rollup, end - 1));
    }

    /** Keeps the slices that are in later windows. */
    private void keep(Slices known, long windowEnd) throws Exception {
        long nextEnd = window.nextWindowEnd(windowEnd);
        Slices later = known.after(window.windowStart(nextEnd));
        if (later.hasUntil(windowEnd)) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, nextEnd - 1);
        }
        if (later.isEmpty()) {
            slices.clear();
        } else if (later.size() < known.size()) {
            slices.update(later);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        buffer.snapshot();
        super.snapshotState(context);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }
}
