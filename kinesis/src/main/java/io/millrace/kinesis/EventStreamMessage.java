package io.millrace.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A message of the {@code application/vnd.amazon.eventstream} encoding: the total length, the headers' length and the
 * CRC-32 of these two; the headers; the payload; the CRC-32 of all before it. Each number takes 4 bytes.
 */
final class EventStreamMessage {
    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int FRAMING_BYTES = 16;
    private static final int STRING_TYPE = 7;

    private EventStreamMessage() {}

    static byte[] event(String type, String contentType, byte[] payload) {
        return encode("event", type, contentType, payload);
    }

    static byte[] exception(String type, String contentType, byte[] payload) {
        return encode("exception", type, contentType, payload);
    }

    private static byte[] encode(String messageType, String type, String contentType, byte[] payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        writeHeader(headers, ":" + messageType + "-type", type);
        writeHeader(headers, ":content-type", contentType);
        writeHeader(headers, ":message-type", messageType);
        byte[] encoded = new byte[FRAMING_BYTES + headers.size() + payload.length];
        ByteBuffer message = ByteBuffer.wrap(encoded);
        message.putInt(encoded.length).putInt(headers.size());
        message.putInt(crc(encoded, message.position()));
        message.put(headers.toByteArray()).put(payload);
        message.putInt(crc(encoded, message.position()));
        return encoded;
    }

    private static void writeHeader(ByteArrayOutputStream headers, String name, String value) {
        byte[] nameBytes = name.getBytes(UTF_8);
        byte[] valueBytes = value.getBytes(UTF_8);
        headers.write(nameBytes.length);
        headers.writeBytes(nameBytes);
        headers.write(STRING_TYPE);
        headers.write(valueBytes.length >> 8);
        headers.write(valueBytes.length);
        headers.writeBytes(valueBytes);
    }

    private static int crc(byte[] message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, length);
        return (int) crc.getValue();
    }
}
