package io.millrace.kinesis.api;

import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.request.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes the response of SubscribeToShard: events in AWS's event stream encoding, each sent at once. */
public final class EventStreamWriter {
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private final OutputStream output;
    private final Codec codec;

    public EventStreamWriter(OutputStream output, Codec codec) {
        this.output = output;
        this.codec = codec;
    }

    /** Writes the message that the AWS SDKs wait for before they accept events. */
    void begin() throws IOException {
        send(event("initial-response", Map.of()));
    }

    /** The message of an event, to be sent. */
    byte[] event(String type, Object payload) throws IOException {
        return message("event", type, payload);
    }

    void exception(ApiException exception) throws IOException {
        send(message("exception", exception.type(), exception.body()));
    }

    private byte[] message(String messageType, String type, Object payload) throws IOException {
        Map<String, HeaderValue> headers = Map.of(
                ":message-type",
                HeaderValue.fromString(messageType),
                ":" + messageType + "-type",
                HeaderValue.fromString(type),
                ":content-type",
                HeaderValue.fromString(codec.contentType()));
        return new Message(headers, codec.write(payload)).toByteBuffer().array();
    }

    /** Waits until the client has taken a message. */
    void send(byte[] message) throws IOException {
        output.write(message);
        output.flush();
    }
}
