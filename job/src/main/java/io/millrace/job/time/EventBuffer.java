package io.millrace.job.time;

import static java.util.Objects.requireNonNull;

import io.millrace.job.state.HeldState;
import java.time.Duration;
import java.util.TreeSet;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What an operator that is keyed by a string holds back until the watermark reaches it. Elements wait in memory, in {@link
 * WaitingEvents}, and are state only at a checkpoint, as {@link HeldState}.
 *
 * <p>If they need more memory than allowed, the slices of time that are released last are spilled to state that the operator
 * owns. A slice is either in memory or spilled, so that nothing has to be merged when it is released. Spilling costs time
 * but no memory.
 */
public final class EventBuffer<E> {
    /**
     * Short, because a slice is spilled as a whole, and a watermark within it looks at every element.
     */
    public static final Duration DEFAULT_SLICE = Duration.ofMillis(16);

    /** Of one subtask: enough for two million measurements. */
    public static final long DEFAULT_MAX_BYTES = 128L << 20;

    private final WaitingEvents<E> waiting;
    private final HeldState<String> held;
    private final EventFormat<E> format;
    private final Spill<E> spill;
    private final long maxBytes;
    private final TreeSet<Long> spilledSlices = new TreeSet<>();

    /** Receives elements with their times. */
    public interface Receiver<E> {
        /** Receives one element. */
        void accept(StreamRecord<E> element) throws Exception;
    }

    /** The operator's state for what is spilled. Every time that has elements must have a timer. */
    public interface Spill<E> {
        /** Adds an element. */
        void add(E element, long time) throws Exception;

        /** Emits and removes what was spilled until a time, inclusive. */
        void release(long until) throws Exception;
    }

    /**
     * An empty buffer with the default length of slices.
     *
     * @param backend the operator's
     * @param maxParallelism the operator's
     * @param maxBytes limit of the memory; 0 to spill every element
     */
    public EventBuffer(
            KeyOrder<E> order,
            EventFormat<E> format,
            Spill<E> spill,
            KeyedStateBackend<String> backend,
            int maxParallelism,
            long maxBytes)
            throws Exception {
        this(order, format, spill, backend, maxParallelism, DEFAULT_SLICE, maxBytes);
    }

    /**
     * An empty buffer.
     *
     * @param backend the operator's
     * @param maxParallelism the operator's
     * @param slice length of the slices of time, aligned to the epoch; at least 1 ms
     * @param maxBytes limit of the memory; 0 to spill every element
     */
    public EventBuffer(
            KeyOrder<E> order,
            EventFormat<E> format,
            Spill<E> spill,
            KeyedStateBackend<String> backend,
            int maxParallelism,
            Duration slice,
            long maxBytes)
            throws Exception {
        this.waiting = new WaitingEvents<>(order, format, slice.toMillis());
        this.held = new HeldState<>(backend, maxParallelism);
        this.format = format;
        this.spill = requireNonNull(spill, "spill is null");
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the restored state.
     *
     * @param spilled the timers of what is spilled
     */
    public void restore(InternalTimerService<?> spilled) throws Exception {
        spilled.forEachEventTimeTimer((namespace, time) -> spilledSlices.add(waiting.slice(time)));
        held.read((version, entry) -> {
            StreamRecord<E> element = Slice.read(entry, version, format);
            add(element.getValue(), element.getTimestamp());
        });
    }

    /** Adds an element. The current key may be another one afterwards. */
    public void add(E element, long time) throws Exception {
        if (!spilledSlices.isEmpty() && spilledSlices.contains(waiting.slice(time))) {
            spill.add(element, time);
            return;
        }
        waiting.add(element, time);
        while (waiting.bytes() > maxBytes) {
            spilledSlices.add(waiting.removeLatest(latest -> spill.add(latest.getValue(), latest.getTimestamp())));
        }
    }

    /**
     * Removes the elements until a time, inclusive. Those of a key come by their times, those of the same time in their {@link
     * KeyOrder}. The elements of a key in memory come one after the other.
     *
     * @param receiver of the elements in memory, which may add later ones; spilled ones are released in between
     */
    public void release(long until, Receiver<E> receiver) throws Exception {
        while (!spilledSlices.isEmpty() && spilledSlices.first() <= until) {
            long slice = spilledSlices.first();
            waiting.release(slice - 1, receiver);
            spill.release(Math.min(until, waiting.end(slice)));
            if (until < waiting.end(slice)) {
                return;
            }
            spilledSlices.remove(slice);
        }
        waiting.release(until, receiver);
    }

    /** Writes what waits to the state. The current key may be another one afterwards. */
    public void snapshot() throws Exception {
        held.write(format.version(), waiting);
    }
}
