package io.millrace.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;

/** What a cache holds at a checkpoint. */
public final class HeldEntries {
    private HeldEntries() {}

    /** One entry. */
    public static final class Entry {
        private final int hash;
        private final byte[] bytes;

        private Entry(int hash, byte[] bytes) {
            this.hash = hash;
            this.bytes = bytes;
        }

        /** That of its key. */
        public int hash() {
            return hash;
        }

        public byte[] bytes() {
            return bytes;
        }

        public DataInputDeserializer in() {
            return new DataInputDeserializer(bytes);
        }
    }

    /** All entries, copied. */
    public static List<Entry> of(HeldState.Entries<?> entries) throws Exception {
        List<Entry> copies = new ArrayList<>();
        entries.forEach((hash, bytes, offset, length) ->
                copies.add(new Entry(hash, Arrays.copyOfRange(bytes, offset, offset + length))));
        return copies;
    }

    /** Passes all entries to a reader, which must read all of each. */
    public static void restore(List<Entry> entries, int version, HeldState.EntryReader reader) throws Exception {
        for (Entry entry : entries) {
            DataInputDeserializer in = entry.in();
            reader.read(version, in);
            assertThat(in.available()).isZero();
        }
    }
}
