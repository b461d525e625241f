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
 * Emits every key's events in the order of their times, those of the same time in an {@link EventOrder}, and drops
 * duplicates. The next operator thus sees the same sequence whatever order the events arrive in. What one watermark
 * releases of a key comes one after the other.
 *
 * <p>An event is buffered until the watermark reaches its time, and is emitted before that watermark. An event that
 * arrives later is rejected as {@link Rejection#LATE}. The next operator keeps the key with {@code
 * DataStreamUtils.reinterpretAsKeyedStream}, without a second shuffle.
 *
 * <p>Events wait in an {@link EventBuffer}. State: what is in the buffer at a checkpoint; and per key and time, what was
 * spilled, with a timer.
 */
public final class EventTimeSorter<E> extends AbstractStreamOperator<E>
        implements OneInputStreamOperator<E, E>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final EventOrder<E> order;
    private final EventFormat<E> format;
    private final ListStateDescriptor<E> spilled;
    private final long maxBytes;

    private transient EventBuffer<E> buffer;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Rejections rejections;

    /** @param type the type of spilled events in state */
    public EventTimeSorter(EventOrder<E> order, EventFormat<E> format, TypeInformation<E> type) {
        this(order, format, type, EventBuffer.DEFAULT_MAX_BYTES);
    }

    /**
     * A sorter with a given limit of memory.
     *
     * @param type the type of spilled events in state
     * @param maxBytes limit of the memory of one subtask for events that wait; 0 to spill every event
     */
    EventTimeSorter(EventOrder<E> order, EventFormat<E> format, TypeInformation<E> type, long maxBytes) {
        this.order = requireNonNull(order, "order is null");
        this.format = requireNonNull(format, "format is null");
        this.spilled = new ListStateDescriptor<>("waiting", requireNonNull(type, "type is null"));
        this.maxBytes = maxBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        rejections = new Rejections(output, getMetricGroup());
        timers = getInternalTimerService("turns", VoidNamespaceSerializer.INSTANCE, this);
        // registers the state, so that every snapshot has it
        spilledAt(0);
        buffer = new EventBuffer<>(
                order,
                format,
                new Spill(),
                this.<String>getKeyedStateBackend(),
                getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks(),
                maxBytes);
        buffer.restore(timers);
    }

    /** Keys are set only where state is used. */
    @Override
    @SuppressWarnings("rawtypes") // as in the superclass
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<E> element) throws Exception {
        E event = element.getValue();
        long time = element.getTimestamp();
        if (time <= timers.currentWatermark()) {
            rejections.reject(Rejection.LATE, order.lateness(event), order.source(event));
            return;
        }
        buffer.add(order.kept(event), time);
    }

    private final class Spill implements EventBuffer.Spill<E> {
        @Override
        public void add(E event, long time) throws Exception {
            setCurrentKey(order.key(event));
            spilledAt(time).add(event);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
        }

        @Override
        public void release(long until) throws Exception {
            InternalTimeServiceManager<?> services = getTimeServiceManager().orElseThrow();
            services.advanceWatermark(new Watermark(until));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        buffer.release(mark.getTimestamp(), output::collect);
        super.processWatermark(mark);
    }

    /** Emits what was spilled of a key and time. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long time = timer.getTimestamp();
        ListState<E> state = spilledAt(time);
        List<E> events = new ArrayList<>();
        state.get().forEach(events::add);
        state.clear();

        events.sort(order);
        for (int i = 0; i < events.size(); i++) {
            if (i == 0 || order.compare(events.get(i - 1), events.get(i)) != 0) {
                output.collect(new StreamRecord<>(events.get(i), time));
            }
        }
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

    private ListState<E> spilledAt(long time) throws Exception {
        return getPartitionedState(time, LongSerializer.INSTANCE, spilled);
    }
}
