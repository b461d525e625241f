package io.millrace.job.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * The keyed state of flink-cep's operator, as this jar's operators kept it before they followed a {@link PatternChain}
 * themselves: under flink-cep's names, with each map in one value.
 */
public final class CepState<E> {
    /** The name of its timers, one for each record that waits and for the end of each attempt. */
    public static final String TIMERS = "watermark-callbacks";

    private final ValueStateDescriptor<NFAState> attempts =
            new ValueStateDescriptor<>("nfaStateName", new NFAStateSerializer());
    private final ValueStateDescriptor<Map<Long, List<E>>> waiting;
    private final List<ValueStateDescriptor<?>> buffer;

    /** What takes over the state of a key, which is the current one. */
    public interface Successor<K, E> {
        /** An attempt with the time of its first record, and how many it has taken. Earlier ones come first. */
        void attempt(K key, long first, int taken) throws Exception;

        /** A record that flink-cep has not seen yet. They come after all attempts, by time. */
        void record(E event) throws Exception;
    }

    /** @param serializer of the records */
    public CepState(TypeSerializer<E> serializer) {
        this.waiting = map("eventQueuesStateName", LongSerializer.INSTANCE, new ListSerializer<>(serializer));
        this.buffer = List.of(
                map(
                        "sharedBuffer-events",
                        EventId.EventIdSerializer.INSTANCE,
                        new Lockable.LockableTypeSerializer<>(serializer)),
                map(
                        "sharedBuffer-entries-with-lockable-edges",
                        new NodeId.NodeIdSerializer(),
                        new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer())),
                map("sharedBuffer-events-count", LongSerializer.INSTANCE, IntSerializer.INSTANCE));
    }

    private static <K, V> ValueStateDescriptor<Map<K, V>> map(
            String name, TypeSerializer<K> key, TypeSerializer<V> value) {
        return new ValueStateDescriptor<>(name, new MapSerializer<>(key, value));
    }

    /** Hands over all state that there is, and clears it. Also declares it, so that a snapshot shows that it can be read. */
    public <K> void handOver(KeyedStateBackend<K> backend, PatternChain<E> chain, Successor<K, E> successor)
            throws Exception {
        each(backend, attempts, (K key, ValueState<NFAState> state) -> {
            List<ComputationState> open = new ArrayList<>(state.value().getPartialMatches());
            open.removeIf(attempt -> attempt.getStartEventID() == null);
            open.sort(NFAState.COMPUTATION_STATE_COMPARATOR);
            for (ComputationState attempt : open) {
                successor.attempt(key, attempt.getStartTimestamp(), chain.taken(attempt.getCurrentStateName()));
            }
        });
        each(backend, waiting, (K key, ValueState<Map<Long, List<E>>> state) -> {
            for (List<E> events : new TreeMap<>(state.value()).values()) {
                for (E event : events) {
                    successor.record(event);
                }
            }
        });
        for (ValueStateDescriptor<?> descriptor : buffer) {
            each(backend, descriptor, (key, state) -> {});
        }
    }

    private interface Visit<K, S> {
        void visit(K key, S state) throws Exception;
    }

    private static <K, S extends State> void each(
            KeyedStateBackend<K> backend, StateDescriptor<S, ?> descriptor, Visit<K, S> visit) throws Exception {
        backend.applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor, (key, state) -> {
            visit.visit(key, state);
            backend.setCurrentKey(key);
            state.clear();
        });
    }
}
