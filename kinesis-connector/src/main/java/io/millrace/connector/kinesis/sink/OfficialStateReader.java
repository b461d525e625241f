package io.millrace.connector.kinesis.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Reads the state of {@code KinesisStreamsSink}, version 1: for each record its data, then its partition key. */
final class OfficialStateReader extends AsyncSinkWriterStateSerializer<PutRecordsRequestEntry> {
    private static final int VERSION = 1;
    private static final int ONE_BYTE_CHARACTERS = 0x80;
    private static final int THREE_BYTE_CHARACTERS = 0xE0;
    private static final int FOUR_BYTE_CHARACTERS = 0xF0;
    private static final int BITS_OF_A_BYTE = 0x3F;

    @Override
    public int getVersion() {
        return VERSION;
    }

    /** Never called. */
    @Override
    protected void serializeRequestToStream(PutRecordsRequestEntry record, DataOutputStream out) {
        throw new UnsupportedOperationException("state is written in the version of RecordStateSerializer");
    }

    @Override
    protected PutRecordsRequestEntry deserializeRequestFromStream(long size, DataInputStream in) throws IOException {
        byte[] data = new byte[Math.toIntExact(size)];
        if (in.readNBytes(data, 0, data.length) < data.length) {
            throw new EOFException("a record of the state ends after less than " + data.length + " bytes");
        }
        return PutRecordsRequestEntry.builder()
                .data(SdkBytes.fromByteArrayUnsafe(data))
                .partitionKey(partitionKey(in))
                .build();
    }

    /** Text in UTF-8, whose length is given in UTF-16 code units. */
    private static String partitionKey(DataInputStream in) throws IOException {
        int length = in.readInt();
        StringBuilder key = new StringBuilder(length);
        while (key.length() < length) {
            key.appendCodePoint(codePoint(in));
        }
        return key.toString();
    }

    private static int codePoint(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        if (first < ONE_BYTE_CHARACTERS) {
            return first;
        }
        int more = first >= FOUR_BYTE_CHARACTERS ? 3 : first >= THREE_BYTE_CHARACTERS ? 2 : 1;
        int point = first & (BITS_OF_A_BYTE >> more);
        for (int i = 0; i < more; i++) {
            point = point << 6 | (in.readUnsignedByte() & BITS_OF_A_BYTE);
        }
        return point;
    }
}
