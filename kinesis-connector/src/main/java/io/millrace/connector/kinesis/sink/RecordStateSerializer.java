package io.millrace.connector.kinesis.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Writes records that are not put yet to checkpoints. */
public final class RecordStateSerializer extends AsyncSinkWriterStateSerializer<PutRecordsRequestEntry> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
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
