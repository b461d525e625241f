package io.millrace.job.connector;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.record.Texts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record as JSON: the reason, where the record came from, and its bytes in {@code data}: as text if they are
 * UTF-8 without control characters ({@code "encoding":"utf-8"}), otherwise in base64.
 *
 * <p>Data over {@value #MAX_DATA_BYTES} bytes is truncated, and {@code truncatedFrom} gives the original size: with the
 * reason and escapes, the record must stay below Kinesis's limit of 1 MiB.
 */
public final class RejectedRecordSerializer extends JsonRecordSerializer<RejectedRecord> {
    private static final long serialVersionUID = 1L;
    static final int MAX_DATA_BYTES = 400 * 1024;

    @Override
    public String partitionKey(RejectedRecord rejected) {
        String key = shortened(rejected.source.partitionKey);
        return key.isEmpty() ? rejected.source.stream : key;
    }

    /** A record of Kafka may have a longer key than an output in Kinesis. */
    private static String shortened(@Nullable String key) {
        return key == null ? "" : Texts.start(key, SourceRecord.MAX_PARTITION_KEY_CHARS);
    }

    @Override
    protected void write(RejectedRecord rejected, JsonGenerator json) throws IOException {
        SourceRecord source = rejected.source;
        json.writeStringField("code", rejected.rejection.name());
        json.writeStringField("reason", rejected.reason);
        json.writeStringField("stream", source.stream);
        json.writeStringField("shard", source.shard);
        json.writeStringField("sequenceNumber", source.sequenceNumber);
        json.writeStringField("partitionKey", shortened(source.partitionKey));
        if (source.hasArrival()) {
            json.writeNumberField("arrival", source.arrivalMillis);
        }
        data(source.data == null ? new byte[0] : source.data, json);
    }

    private static void data(byte[] data, JsonGenerator json) throws IOException {
        byte[] kept = data.length <= MAX_DATA_BYTES ? data : Arrays.copyOf(data, MAX_DATA_BYTES);
        if (kept.length < data.length) {
            json.writeNumberField("truncatedFrom", data.length);
        }
        String text = plainText(kept);
        json.writeStringField("encoding", text == null ? "base64" : "utf-8");
        if (text == null) {
            json.writeBinaryField("data", kept);
        } else {
            json.writeStringField("data", text);
        }
    }

    private static @Nullable String plainText(byte[] data) {
        for (byte each : data) {
            if (each >= 0 && each < ' ') {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
