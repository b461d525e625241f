package io.millrace.job.booking.cache;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
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

/**
 * The values of a {@link ValueCache} as keyed state at a checkpoint: all of a key group under one of its keys, in chunks of
 * bytes. So a checkpoint costs a few writes per key group, and the state is rescaled like any other.
 *
 * <p>A chunk is the version of the {@link ValueFormat} (4 bytes) and for each booking a length (4 bytes) with that many bytes:
 * its id, a {@link TextCodec} text, and its value.
 */
public final class HeldValues<V> {
    private static final MapStateDescriptor<Integer, byte[]> DESCRIPTOR =
            new MapStateDescriptor<>("held", Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 1 << 12;

    private final ValueFormat<V> format;
    private final KeyedStateBackend<String> backend;
    private final MapState<Integer, byte[]> state;
    private final int maxParallelism;
    /** The keys that have state, with the number of their chunks. */
    private final Map<String, Integer> chunks = new HashMap<>();

    /** Receives restored values. */
    public interface Receiver<V> {
        /** Receives one value. */
        void accept(String bookingId, V value) throws Exception;
    }

    /**
     * The state of an operator.
     *
     * @param backend the operator's
     * @param maxParallelism the operator's, which is the number of key groups
     */
    public HeldValues(ValueFormat<V> format, KeyedStateBackend<String> backend, int maxParallelism) throws Exception {
        this.format = requireNonNull(format, "format is null");
        this.backend = requireNonNull(backend, "backend is null");
        this.maxParallelism = maxParallelism;
        this.state = backend.getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, DESCRIPTOR);
    }

    /** Reads the restored state. */
    public void read(Receiver<V> receiver) throws Exception {
        backend.applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                DESCRIPTOR,
                (key, itsChunks) -> read(key, itsChunks, receiver));
    }

    private void read(String key, MapState<Integer, byte[]> itsChunks, Receiver<V> receiver) throws Exception {
        // the receiver may set another key
        List<byte[]> read = new ArrayList<>();
        itsChunks.values().forEach(read::add);
        chunks.put(key, read.size());
        for (byte[] chunk : read) {
            DataInputDeserializer in = new DataInputDeserializer(chunk);
            int version = in.readInt();
            while (in.available() > 0) {
                in.skipBytesToRead(Integer.BYTES);
                String bookingId = TextCodec.read(in);
                receiver.accept(bookingId, format.read(version, in));
            }
        }
    }

    /** Replaces the state. */
    public void write(ValueCache<V> values) throws Exception {
        clear();
        Map<Integer, Group> groups = new HashMap<>();
        values.checkpoint((hash, idAndValue) -> groups.computeIfAbsent(hash % maxParallelism, unknown -> new Group())
                .add(idAndValue));
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

        void add(byte[] idAndValue) throws IOException {
            if (chunks.isEmpty() || last().length() + idAndValue.length > CHUNK_BYTES) {
                chunks.add(new DataOutputSerializer(Math.max(idAndValue.length + 2 * Integer.BYTES, FIRST_BYTES)));
                last().writeInt(format.version());
            }
            last().writeInt(idAndValue.length);
            last().write(idAndValue);
        }

        private DataOutputSerializer last() {
            return chunks.get(chunks.size() - 1);
        }

        String firstKey() throws IOException {
            DataOutputSerializer first = chunks.get(0);
            return TextCodec.read(new DataInputDeserializer(
                    first.getSharedBuffer(), 2 * Integer.BYTES, first.length() - 2 * Integer.BYTES));
        }
    }
}
