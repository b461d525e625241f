package io.millrace.job.time;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What waits in memory, as keyed state at a checkpoint: all events of a key group under one of its keys, in chunks of
 * bytes. So a checkpoint costs a few writes per key group, and the state is rescaled like any other.
 *
 * <p>A chunk is the version of the {@link EventFormat} (4 bytes) and the entries of {@link Slice}s.
 */
final class HeldEvents<E> {
    private static final MapStateDescriptor<Integer, byte[]> DESCRIPTOR =
            new MapStateDescriptor<>("held", Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 1 << 12;

    private final KeyOrder<E> order;
    private final EventFormat<E> format;
    private final KeyedStateBackend<String> backend;
    private final MapState<Integer, byte[]> state;
    private final int maxParallelism;
    /** The keys that have state, with the number of their chunks. */
    private final Map<String, Integer> chunks = new HashMap<>();

    HeldEvents(KeyOrder<E> order, EventFormat<E> format, KeyedStateBackend<String> backend, int maxParallelism)
            throws Exception {
        this.order = requireNonNull(order, "order is null");
        this.format = requireNonNull(format, "format is null");
        this.backend = requireNonNull(backend, "backend is null");
        this.maxParallelism = maxParallelism;
        this.state = backend.getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, DESCRIPTOR);
    }

    /** Reads the restored state. */
    void read(EventBuffer.Receiver<E> receiver) throws Exception {
        backend.applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                DESCRIPTOR,
                (key, itsChunks) -> read(key, itsChunks, receiver));
    }

    private void read(String key, MapState<Integer, byte[]> itsChunks, EventBuffer.Receiver<E> receiver)
            throws Exception {
        // the receiver may set another key
        List<byte[]> read = new ArrayList<>();
        itsChunks.values().forEach(read::add);
        chunks.put(key, read.size());
        for (byte[] chunk : read) {
            DataInputDeserializer in = new DataInputDeserializer(chunk);
            int version = in.readInt();
            while (in.available() > 0) {
                receiver.accept(Slice.read(in, version, format));
            }
        }
    }

    /** Replaces the state. */
    void write(WaitingEvents<E> waiting) throws Exception {
        clear();
        Map<Integer, Group> groups = new HashMap<>();
        waiting.forEach(
                (hash, bytes, offset, length) -> groups.computeIfAbsent(hash % maxParallelism, unknown -> new Group())
                        .add(bytes, offset, length));
        for (Group group : groups.values()) {
            String key = group.firstKey();
            backend.setCurrentKey(key);
            chunks.put(key, group.chunks.size());
            for (int i = 0; i < group.chunks.size(); i++) {
                state.put(i, group.chunks.get(i).getCopyOfBuffer());
            }
        }
    }

    private void clear() throws Exception {
        for (Map.Entry<String, Integer> held : chunks.entrySet()) {
            backend.setCurrentKey(held.getKey());
            for (int i = 0; i < held.getValue(); i++) {
                state.remove(i);
            }
        }
        chunks.clear();
    }

    /** The chunks of a key group. */
    private final class Group {
        private final List<DataOutputSerializer> chunks = new ArrayList<>();

        void add(byte[] bytes, int offset, int length) throws IOException {
            if (chunks.isEmpty() || last().length() + length > CHUNK_BYTES) {
                chunks.add(new DataOutputSerializer(Math.max(length + Integer.BYTES, FIRST_BYTES)));
                last().writeInt(format.version());
            }
            last().write(bytes, offset, length);
        }

        private DataOutputSerializer last() {
            return chunks.get(chunks.size() - 1);
        }

        String firstKey() throws IOException {
            DataOutputSerializer first = chunks.get(0);
            DataInputDeserializer in = new DataInputDeserializer(first.getSharedBuffer(), 0, first.length());
            StreamRecord<E> event = Slice.read(in, in.readInt(), format);
            return order.key(event.getValue());
        }
    }
}
