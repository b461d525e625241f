package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Token;

/**
 * The stream and the name of a fan-out consumer.
 *
 * @param stream a stream with a name ({@link EventStreamProps#streamName}), by which a job finds its consumer
 * @param consumerName 1 to 128 letters, digits, '_', '.' or '-'; unique for the stream. Another name is another
 *     consumer, which takes over without losing records
 */
public record FanOutConsumerProps(EventStream stream, String consumerName) {
    public FanOutConsumerProps {
        requireNonNull(stream, "stream is null");
        requireNonNull(consumerName, "consumerName is null");
        if (!Token.isUnresolved(consumerName) && !consumerName.matches(EventStreamProps.NAME)) {
            throw new IllegalArgumentException(
                    "consumerName must be 1 to 128 letters, digits, '_', '.' or '-', got '" + consumerName + "'");
        }
        if (stream.physicalName().isEmpty()) {
            throw new IllegalArgumentException("the stream of a fan-out consumer must have a literal name, got stream '"
                    + stream.getNode().getPath() + "' without one; set streamName");
        }
    }
}
