package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.operator.Chaining;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a value for each booking, with a deadline. Keyed by booking id; its input is sorted by event time.
 *
 * <p>This is an operator, not a process function, because between checkpoints values and deadlines are in a
 * {@link ValueCache}: only an operator can write them back, and see watermarks.
 *
 * <p>State: a value for each booking and a timer at its deadline, as the subclass says.
 */
abstract class BookingOperator<V, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<BookingEvent, O>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** Some 400 000 bookings. */
    static final long MAX_CACHE_BYTES = 128 << 20;

    private final ValueStateDescriptor<V> descriptor;
    private final String timerName;
    private final long maxCacheBytes;

    private transient ValueState<V> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient ValueCache<V> values;

    BookingOperator(ValueStateDescriptor<V> descriptor, String timerName, long maxCacheBytes) {
        this.descriptor = requireNonNull(descriptor, "descriptor is null");
        this.timerName = requireNonNull(timerName, "timerName is null");
        this.maxCacheBytes = maxCacheBytes;
        Chaining.always(this);
    }

    /** The value after a record, null for none. Deadlines up to the record's time are to be met first. */
    abstract @Nullable V next(@Nullable V value, BookingEvent event);

    /** The value after its deadlines up to a time, null for none. */
    abstract @Nullable V settled(String bookingId, V value, long time);

    abstract long deadline(V value);

    abstract long bytes(V value);

    final void emit(O element, long time) {
        output.collect(new StreamRecord<>(element, time));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getKeyedStateStore().getState(descriptor);
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService(timerName, VoidNamespaceSerializer.INSTANCE, this);
        values = new ValueCache<>(
                new KeyedValues(), getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks(), maxCacheBytes);
    }

    /** The key is set when state is used, which most records do not need. */
    @Override
    public void setKeyContextElement(StreamRecord<BookingEvent> element) {}

    @Override
    public void processElement(StreamRecord<BookingEvent> element) throws Exception {
        BookingEvent event = element.getValue();
        ValueCache.Entry<V> entry = values.entry(event.bookingId);
        values.set(entry, next(entry.value(), event));
    }

    /** Changes a booking's value outside the input. */
    final void change(String bookingId, UnaryOperator<@Nullable V> change) throws Exception {
        ValueCache.Entry<V> entry = values.entry(bookingId);
        values.set(entry, change.apply(entry.value()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        for (ValueCache.Entry<V> entry : values.due(mark.getTimestamp())) {
            settle(entry, mark.getTimestamp());
        }
        super.processWatermark(mark);
    }

    /** Of a value that is not in the cache, or of none: flink-cep's timers are not deleted. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        settle(values.fired(timer.getKey()), timers.currentWatermark());
    }

    private void settle(ValueCache.Entry<V> entry, long time) throws Exception {
        V value = entry.value();
        if (value != null) {
            values.set(entry, settled(entry.bookingId(), value, time));
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    /** Not at the snapshot itself, which may begin with the timers. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        values.writeBack();
    }

    private final class KeyedValues implements ValueCache.Store<V> {
        @Override
        public @Nullable V read(String bookingId) throws Exception {
            setCurrentKey(bookingId);
            return state.value();
        }

        @Override
        public void write(String bookingId, @Nullable V value) throws Exception {
            setCurrentKey(bookingId);
            if (value == null) {
                state.clear();
            } else {
                state.update(value);
            }
        }

        @Override
        public void registerTimer(String bookingId, long time) {
            setCurrentKey(bookingId);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
        }

        @Override
        public void deleteTimer(String bookingId, long time) {
            setCurrentKey(bookingId);
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, time);
        }

        @Override
        public long deadline(V value) {
            return BookingOperator.this.deadline(value);
        }

        @Override
        public long bytes(V value) {
            return BookingOperator.this.bytes(value);
        }
    }
}
