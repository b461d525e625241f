package io.millrace.job.time;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.Rejection;
import io.millrace.job.record.Rejections;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Emits every key's events in the order of their times, those of the same time in an {@link EventOrder}, and drops
 * duplicates. The next operator thus sees the same sequence whatever order the events arrive in.
 *
 * <p>An event is buffered until the watermark reaches its time, and is emitted before that watermark. An event that
 * arrives later is rejected as {@link Rejection#LATE}. The next operator keeps the key with {@code
 * DataStreamUtils.reinterpretAsKeyedStream}, without a second shuffle.
 *
 * <p>State: per key and time the buffered events and one timer, cleared when they are emitted. The time is
 * the namespace of the state, as in a window, so that buffering an event is one append without a read. Only an operator
 * can set a namespace, not a process function.
 */
public final class EventTimeSorter<K, E> extends AbstractStreamOperator<E>
        implements OneInputStreamOperator<E, E>, Triggerable<K, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final EventOrder<E> order;
    private final ListStateDescriptor<E> waiting;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient Rejections rejections;

    /** @param type the type of the events, also in state */
    public EventTimeSorter(EventOrder<E> order, TypeInformation<E> type) {
        this.order = requireNonNull(order, "order is null");
        this.waiting = new ListStateDescriptor<>("waiting", requireNonNull(type, "type is null"));
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("turns", VoidNamespaceSerializer.INSTANCE, this);
        rejections = new Rejections(output, getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<E> element) throws Exception {
        E event = element.getValue();
        long time = element.getTimestamp();
        if (time <= timers.currentWatermark()) {
            rejections.reject(Rejection.LATE, order.lateness(event), order.source(event));
            return;
        }
        waitingAt(time).add(order.kept(event));
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
    }

    @Override
    public void onEventTime(InternalTimer<K, VoidNamespace> timer) throws Exception {
        long time = timer.getTimestamp();
        ListState<E> waited = waitingAt(time);
        List<E> events = new ArrayList<>();
        waited.get().forEach(events::add);
        waited.clear();

        events.sort(order);
        for (int i = 0; i < events.size(); i++) {
            if (i == 0 || order.compare(events.get(i - 1), events.get(i)) != 0) {
                output.collect(new StreamRecord<>(events.get(i), time));
            }
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<K, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    private ListState<E> waitingAt(long time) throws Exception {
        return getPartitionedState(time, LongSerializer.INSTANCE, waiting);
    }
}
