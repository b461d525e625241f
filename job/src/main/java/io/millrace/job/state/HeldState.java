package io.millrace.job.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
 * What a keyed operator keeps in memory, as keyed state at a checkpoint: all entries of a key group under one of its keys, in
 * chunks of bytes. So a checkpoint costs a few writes per key group, and the state is rescaled like any other.
 *
 * <p>A chunk is the version of the entries (4 bytes), and for each of them a length (4 bytes) with that many bytes.
 */
public final class HeldState<K> {
    private static final MapStateDescriptor<Integer, byte[]> DESCRIPTOR =
            new MapStateDescriptor<>("held", Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 1 << 12;

    private final KeyedStateBackend<K> backend;
    private final MapState<Integer, byte[]> state;
    private final int maxParallelism;
    /** The keys that have state, with the number of their chunks. */
    private final Map<K, Integer> chunks = new HashMap<>();

    /** Reads restored entries. */
    public interface EntryReader {
        /** Reads one entry, all of it. */
        void read(int version, DataInputDeserializer entry) throws Exception;
    }

    /** All entries of an operator. */
    public interface Entries<K> {
        /** Passes each entry to a receiver. */
        void forEach(EntryReceiver receiver) throws Exception;

        /** Reads the key of an entry. */
        K key(DataInputDeserializer entry) throws IOException;
    }

    /** Receives entries. */
    public interface EntryReceiver {
        /**
         * Receives one entry.
         *
         * @param hash of its key, from which Flink computes key groups
         */
        void accept(int hash, byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * The state of an operator.
     *
     * @param backend the operator's
     * @param maxParallelism the operator's, which is the number of key groups
     */
    public HeldState(KeyedStateBackend<K> backend, int maxParallelism) throws Exception {
        this.backend = requireNonNull(backend, "backend is null");
        this.maxParallelism = maxParallelism;
        this.state = backend.getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, DESCRIPTOR);
    }

    /**
     * Checks the version of entries before they are read.
     *
     * @param newest the newest version that is known; they begin with 1
     * @throws IOException when it is later than that
     */
    public static void checkVersion(int version, int newest) throws IOException {
        if (version < 1 || version > newest) {
            throw new IOException("the version of what is held in state must be from 1 to " + newest + ", got "
                    + version + "; restore with the release that wrote the snapshot, or a later one");
        }
    }

    /** Reads the restored state. */
    public void read(EntryReader reader) throws Exception {
        backend.applyToAllKeys(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                DESCRIPTOR,
                (key, itsChunks) -> read(key, itsChunks, reader));
    }

    private void read(K key, MapState<Integer, byte[]> itsChunks, EntryReader reader) throws Exception {
        // the reader may set another key
        List<byte[]> read = new ArrayList<>();
        itsChunks.values().forEach(read::add);
        chunks.put(key, read.size());
        for (byte[] chunk : read) {
            DataInputDeserializer in = new DataInputDeserializer(chunk);
            int version = in.readInt();
            while (in.available() > 0) {
                in.skipBytesToRead(Integer.BYTES);
                reader.read(version, in);
            }
        }
    }

    /**
     * Replaces the state. The current key is another one afterwards.
     *
     * @param version of the entries' bytes
     */
    public void write(int version, Entries<K> entries) throws Exception {
        clear();
        Map<Integer, KeyGroup> groups = new HashMap<>();
        entries.forEach((hash, bytes, offset, length) -> groups.computeIfAbsent(
                        hash % maxParallelism, unknown -> new KeyGroup(version))
                .add(bytes, offset, length));
        Iterator<KeyGroup> written = groups.values().iterator();
        while (written.hasNext()) {
            KeyGroup group = written.next();
            write(group, entries.key(group.first()));
            // its memory is needed for the copies of the next
            written.remove();
        }
    }

    private void write(KeyGroup group, K key) throws Exception {
        backend.setCurrentKey(key);
        chunks.put(key, group.chunks.size());
        for (int i = 0; i < group.chunks.size(); i++) {
            state.put(i, group.chunks.get(i).getCopyOfBuffer());
        }
    }

    private void clear() throws Exception {
        for (Map.Entry<K, Integer> held : chunks.entrySet()) {
            backend.setCurrentKey(held.getKey());
            for (int i = 0; i < held.getValue(); i++) {
                state.remove(i);
            }
        }
        chunks.clear();
    }

    /** The chunks of a key group. */
    private static final class KeyGroup {
        private final int version;
        private final List<DataOutputSerializer> chunks = new ArrayList<>();

        private KeyGroup(int version) {
            this.version = version;
        }

        void add(byte[] bytes, int offset, int length) throws IOException {
            if (chunks.isEmpty() || last().length() + length > CHUNK_BYTES) {
                chunks.add(new DataOutputSerializer(Math.max(length + 2 * Integer.BYTES, FIRST_BYTES)));
                last().writeInt(version);
            }
            last().writeInt(length);
            last().write(bytes, offset, length);
        }

        private DataOutputSerializer last() {
            return chunks.get(chunks.size() - 1);
        }

        DataInputDeserializer first() {
            DataOutputSerializer first = chunks.get(0);
            int offset = 2 * Integer.BYTES;
            return new DataInputDeserializer(first.getSharedBuffer(), offset, first.length() - offset);
        }
    }
}
