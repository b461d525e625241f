package io.millrace.connector.kinesis.split;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes the enumerator's state to checkpoints. A change of the format needs a new version, and reads the old ones. */
public final class KinesisEnumeratorStateSerializer implements SimpleVersionedSerializer<KinesisEnumeratorState> {
    private static final int VERSION = 1;
    private static final int INITIAL_BYTES = 512;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KinesisEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        out.writeUTF(state.streamArn());
        out.writeBoolean(state.initialized());
        out.writeInt(state.waiting().size());
        for (KinesisShardSplit split : state.waiting()) {
            KinesisShardSplitSerializer.write(split, out);
        }
        KinesisShardSplitSerializer.writeTexts(state.assigned(), out);
        KinesisShardSplitSerializer.writeTexts(state.finished(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public KinesisEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        KinesisShardSplitSerializer.checkVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String streamArn = in.readUTF();
        boolean initialized = in.readBoolean();
        List<KinesisShardSplit> waiting = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            waiting.add(KinesisShardSplitSerializer.read(in));
        }
        return new KinesisEnumeratorState(
                streamArn,
                initialized,
                waiting,
                KinesisShardSplitSerializer.readTexts(in),
                KinesisShardSplitSerializer.readTexts(in));
    }
}
