package io.millrace.connector.kinesis.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Writes records that are not put yet to checkpoints. It also reads what the {@code KinesisStreamsSink} of Flink's own
 * connector has written, so that its state moves to this sink, under the same uid.
 */
public final class RecordStateSerializer extends AsyncSinkWriterStateSerializer<PutRecordsRequestEntry> {
    /** 1 is the only version of {@link OfficialStateReader}'s format. */
    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public BufferedRequestState<PutRecordsRequestEntry> deserialize(int version, byte[] state) throws IOException {
        return version == VERSION
                ? super.deserialize(version, state)
                : new OfficialStateReader().deserialize(version, state);
    }

    @Override
    protected void serializeRequestToStream(PutRecordsRequestEntry record, DataOutputStream out) throws IOException {
        out.writeUTF(record.partitionKey());
        String hashKey = record.explicitHashKey();
        out.writeUTF(hashKey == null ? "" : hashKey);
        byte[] data = record.data().asByteArrayUnsafe();
        out.writeInt(data.length);
        out.write(data);
    }

    @Override
    protected PutRecordsRequestEntry deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        PutRecordsRequestEntry.Builder record = PutRecordsRequestEntry.builder().partitionKey(in.readUTF());
        String hashKey = in.readUTF();
        if (!hashKey.isEmpty()) {
            record.explicitHashKey(hashKey);
        }
        byte[] data = new byte[in.readInt()];
        if (in.readNBytes(data, 0, data.length) < data.length) {
            throw new EOFException("a record of the state ends after less than " + data.length + " bytes");
        }
        return record.data(SdkBytes.fromByteArrayUnsafe(data)).build();
    }
}
