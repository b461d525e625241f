package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.cache.ValueCache;
import io.millrace.job.booking.cache.ValueFormat;
import io.millrace.job.codec.TextCodec;
import io.millrace.job.operator.Chaining;
import io.millrace.job.state.HeldState;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
 * <p>This is an operator, not a process function, because values and deadlines are in a {@link ValueCache}: only an operator
 * can hold them at a checkpoint, and see watermarks.
 *
 * <p>State: what is in the cache at a checkpoint, as {@link HeldState}; and for each other booking, a value and a timer at
 * its deadline, as earlier releases kept all of them.
 */
abstract class BookingOperator<V, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<BookingEvent, O>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** Some million bookings. */
    static final long MAX_CACHE_BYTES = 128 << 20;

    private final ValueStateDescriptor<V> descriptor;
    private final ValueFormat<V> format;
    private final String timerName;
    private final long maxCacheBytes;

    private transient ValueState<V> state;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient HeldState<String> held;
    private transient ValueCache<V> values;

    BookingOperator(ValueStateDescriptor<V> descriptor, ValueFormat<V> format, String timerName, long maxCacheBytes) {
        this.descriptor = requireNonNull(descriptor, "descriptor is null");
        this.format = requireNonNull(format, "format is null");
        this.timerName = requireNonNull(timerName, "timerName is null");
        this.maxCacheBytes = maxCacheBytes;
        Chaining.always(this);
    }

    /** The value after a record, null for none. Deadlines up to the record's time are to be met first. */
    abstract @Nullable V next(@Nullable V value, BookingEvent event);

    /** The value after its deadlines up to a time, null for none. */
    abstract @Nullable V settled(String bookingId, V value, long time);

    abstract long deadline(V value);

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
        int maxParallelism = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        held = new HeldState<>(getKeyedStateBackend(), maxParallelism);
        values = new ValueCache<>(new KeyedValues(), format, maxParallelism, maxCacheBytes);
        held.read((version, entry) -> {
            String bookingId = TextCodec.read(entry);
            V value = format.read(version, entry);
            change(bookingId, none -> value);
        });
    }

    /** The key is set when state is used, which most records do not need. */
    @Override
    public void setKeyContextElement(StreamRecord<BookingEvent> element) {}

    @Override
    public void processElement(StreamRecord<BookingEvent> element) throws Exception {
        BookingEvent event = element.getValue();
        values.set(next(values.get(event.bookingId), event));
    }

    /** Changes a booking's value outside the input. */
    final void change(String bookingId, UnaryOperator<@Nullable V> change) throws Exception {
        values.set(change.apply(values.get(bookingId)));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        values.settle(mark.getTimestamp(), this::settled);
        super.processWatermark(mark);
    }

    /** Of a value that is not in the cache, or of none: flink-cep's timers are not deleted. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        V value = values.get(timer.getKey());
        if (value != null) {
            values.set(settled(timer.getKey(), value, timers.currentWatermark()));
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
        values.age();
        held.write(format.version(), values);
    }

    private final class KeyedValues implements ValueCache.Store<V> {
        @Override
        public boolean isEmpty() {
            try (Stream<String> bookingIds = BookingOperator.this
                    .<String>getKeyedStateBackend()
                    .getKeys(descriptor.getName(), VoidNamespace.INSTANCE)) {
                return bookingIds.findAny().isEmpty();
            }
        }

        @Override
        public @Nullable V take(String bookingId) throws Exception {
            setCurrentKey(bookingId);
            V value = state.value();
            if (value != null) {
                state.clear();
                timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, deadline(value));
            }
            return value;
        }

        @Override
        public void put(String bookingId, V value) throws Exception {
            setCurrentKey(bookingId);
            state.update(value);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, deadline(value));
        }

        @Override
        public long deadline(V value) {
            return BookingOperator.this.deadline(value);
        }
    }
}
