package io.millrace.connector.kinesis.split;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** Writes shards to checkpoints. A change of the format needs a new version, and reads the old ones. */
public final class KinesisShardSplitSerializer implements SimpleVersionedSerializer<KinesisShardSplit> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 128;
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KinesisShardSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public KinesisShardSplit deserialize(int version, byte[] bytes) throws IOException {
        checkVersion(version);
        return read(new DataInputDeserializer(bytes));
    }

    static void checkVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("the version of the state must be " + VERSION + ", got '" + version
                    + "'; restore it with the version of this connector that wrote it, or a later one");
        }
    }

    static void write(KinesisShardSplit split, DataOutputSerializer out) throws IOException {
        out.writeUTF(split.shardId());
        writeTexts(split.parentShardIds(), out);
        out.writeUTF(split.startingHashKey().toString());
        out.writeUTF(split.endingHashKey().toString());
        write(split.position(), out);
    }

    static KinesisShardSplit read(DataInputDeserializer in) throws IOException {
        return new KinesisShardSplit(
                in.readUTF(),
                readTexts(in),
                new BigInteger(in.readUTF()),
                new BigInteger(in.readUTF()),
                readPosition(in));
    }

    static void write(ShardPosition position, DataOutputSerializer out) throws IOException {
        out.writeUTF(position.kind().name());
        Instant timestamp = position.timestamp();
        out.writeLong(timestamp == null ? NO_TIMESTAMP : timestamp.toEpochMilli());
        String sequenceNumber = position.sequenceNumber();
        out.writeUTF(sequenceNumber == null ? "" : sequenceNumber);
        out.writeLong(position.subSequenceNumber());
    }

    static ShardPosition readPosition(DataInputDeserializer in) throws IOException {
        return new ShardPosition(
                ShardPosition.Kind.valueOf(in.readUTF()),
                timestamp(in.readLong()),
                sequenceNumber(in.readUTF()),
                in.readLong());
    }

    private static @Nullable Instant timestamp(long millis) {
        return millis == NO_TIMESTAMP ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable String sequenceNumber(String text) {
        return text.isEmpty() ? null : text;
    }

    static void writeTexts(Set<String> texts, DataOutputSerializer out) throws IOException {
        out.writeInt(texts.size());
        for (String text : new TreeSet<>(texts)) {
            out.writeUTF(text);
        }
    }

    static Set<String> readTexts(DataInputDeserializer in) throws IOException {
        Set<String> texts = new TreeSet<>();
        for (int count = in.readInt(); count > 0; count--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
