package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Merges the partial totals of slices, and emits a rollup for every window that ends. Keyed by the measurements' key.
 *
 * <p>Sliding windows share their slices: a partial costs one read and one write, however many windows contain it. Flink's
 * sliding windows would write it to each of them, with one timer each. A window is merged from its slices when it ends.
 *
 * <p>State: per key the {@link Slices} of windows that have not ended, and one timer per slice and key. It is cleared when
 * the last window of a slice has ended.
 *
 * <p>A partial of a slice that has ended is counted as {@code numLateRecordsDropped}, the metric of Flink's windows. Its
 * measurements were in time in their shards, so this happens only in the cases that decision 4 does not cover.
 */
final class RollUpWindows extends AbstractStreamOperator<Rollup>
        implements OneInputStreamOperator<Tuple2<String, Totals>, Rollup>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;
    private static final Slices NONE = new Slices();

    private final RollupWindow window;

    private transient ValueState<Slices> slices;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counter late;

    RollUpWindows(RollupWindow window) {
        this.window = requireNonNull(window, "window is null");
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
    }

    @Override
    public void processElement(StreamRecord<Tuple2<String, Totals>> partial) throws Exception {
        long sliceEnd = window.sliceEnd(partial.getTimestamp());
        if (sliceEnd - 1 <= timers.currentWatermark()) {
            late.inc();
            return;
        }
        Slices known = known();
        if (!known.has(sliceEnd)) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, sliceEnd - 1);
        }
        slices.update(known.with(sliceEnd, partial.getValue().f1));
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
            Rollup rollup = new Rollup(timer.getKey(), window.windowStart(end), end, totals, Rollup.UNRANKED);
            output.collect(new StreamRecord<>(rollup, timer.getTimestamp()));
        }
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
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }
}
