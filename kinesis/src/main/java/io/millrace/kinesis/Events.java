package io.millrace.kinesis;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The answer to SubscribeToShard: one event after another, each on its way at once. */
final class Events {
    private final OutputStream output;
    private final Codec codec;

    Events(OutputStream output, Codec codec) {
        this.output = output;
        this.codec = codec;
    }

    /** What the AWS SDKs wait for before they take events. */
    void begin() throws IOException {
        send(EventStreamMessage.event("initial-response", codec.contentType(), codec.write(Map.of())));
    }

    void event(String type, Object payload) throws IOException {
        send(EventStreamMessage.event(type, codec.contentType(), codec.write(payload)));
    }

    void exception(ApiException exception) throws IOException {
        send(EventStreamMessage.exception(exception.type(), codec.contentType(), codec.write(exception.body())));
    }

    private void send(byte[] message) throws IOException {
        output.write(message);
        output.flush();
    }
}
