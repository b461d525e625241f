package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
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
import org.jspecify.annotations.Nullable;

/**
 * Merges the partial totals of slices, and makes a rollup of every window that ends. Keyed by the measurements' key.
 *
 * <p>Sliding windows share their slices: a partial costs one read and one write however many windows it is in, where
 * Flink's own sliding windows would write it into each of them, with a timer each. A window is put together from its
 * slices when it ends.
 *
 * <p>State: per key the {@link Totals} of each slice that is in a window yet to end, and one timer per slice and key.
 * Nothing is left when the last of its windows has ended.
 *
 * <p>A partial of a slice that has ended counts as {@code numLateRecordsDropped}, the metric of Flink's own windows. The
 * measurements in it were in time for their own shard, so there is none, but for what decision 4 says is not covered.
 */
final class RollUpWindows extends AbstractStreamOperator<Rollup>
        implements OneInputStreamOperator<Tuple2<String, Totals>, Rollup>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final RollupWindow window;

    /** Slice's end to its totals. */
    private transient MapState<Long, Totals> slices;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient Counter late;

    RollUpWindows(RollupWindow window) {
        this.window = requireNonNull(window, "window is null");
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        slices = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>("slices", Types.LONG, TypeInformation.of(Totals.class)));
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
        Totals known = slices.get(sliceEnd);
        if (known == null) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, sliceEnd - 1);
        }
        slices.put(sliceEnd, merged(known, partial.getValue().f1));
    }

    private static Totals merged(@Nullable Totals known, Totals more) {
        Totals totals = new Totals();
        if (known != null) {
            totals.merge(known);
        }
        totals.merge(more);
        return totals;
    }

    /** The timer of a slice's or window's end, which are the same moments. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long end = timer.getTimestamp() + 1;
        Totals totals = window.isTumbling() ? onlySlice(end) : allSlices(end);
        if (totals.count > 0) {
            Rollup rollup = new Rollup(timer.getKey(), window.windowStart(end), end, totals, Rollup.UNRANKED);
            output.collect(new StreamRecord<>(rollup, timer.getTimestamp()));
        }
    }

    private Totals onlySlice(long end) throws Exception {
        Totals only = slices.get(end);
        if (only == null) {
            return allSlices(end); // windows overlapped before a restore
        }
        slices.remove(end);
        return only;
    }

    private Totals allSlices(long windowEnd) throws Exception {
        long nextEnd = window.nextWindowEnd(windowEnd);
        boolean sharedWithNext = false;
        List<Long> over = new ArrayList<>();
        Totals totals = new Totals();
        for (Map.Entry<Long, Totals> slice : slices.entries()) {
            long sliceEnd = slice.getKey();
            if (sliceEnd > windowEnd) {
                continue;
            }
            // an older one is there only where the windows were longer before a restore
            if (sliceEnd > window.windowStart(windowEnd)) {
                totals.merge(slice.getValue());
            }
            if (sliceEnd > window.windowStart(nextEnd)) {
                sharedWithNext = true;
            } else {
                over.add(sliceEnd);
            }
        }
        // not through the iterator: on the heap that would leave an empty map of every key
        for (Long sliceEnd : over) {
            slices.remove(sliceEnd);
        }
        if (sharedWithNext) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, nextEnd - 1);
        }
        return totals;
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }
}
