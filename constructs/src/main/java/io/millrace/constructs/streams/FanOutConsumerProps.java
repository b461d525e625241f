package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.Token;

/**
 * What a fan-out consumer reads, and what it is called.
 *
 * @param stream a stream that was given a name, see {@link EventStreamProps#streamName}: a job finds its consumer by it
 * @param consumerName 1 to 128 letters, digits, '_', '.' or '-'; unique for the stream. Another name is another
 *     consumer, which takes over without a loss
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
            throw new IllegalArgumentException("the stream of a fan-out consumer must have a name that is known at"
                    + " synthesis, got stream '" + stream.getNode().getPath()
                    + "' without one; give it EventStreamProps.streamName");
        }
    }
}
