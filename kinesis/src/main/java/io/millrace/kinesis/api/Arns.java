package io.millrace.kinesis.api;

import io.millrace.kinesis.store.StreamConsumer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARNs of streams and their consumers in a region.
 *
 * @param region appears in ARNs only: the streams are the same in all regions
 */
public record Arns(String region) {
    private static final String ACCOUNT = "000000000000";
    private static final Pattern STREAM = Pattern.compile("arn:[a-z-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/([^/:]+)");
    private static final Pattern CONSUMER =
            Pattern.compile("(" + STREAM.pattern() + ")/consumer/([^/:]+):([0-9]{1,18})");

    /** The parts of a consumer's ARN. */
    record ConsumerName(String stream, String name, long createdSeconds) {}

    String stream(String name) {
        return "arn:aws:kinesis:" + region + ":" + ACCOUNT + ":stream/" + name;
    }

    String consumer(String streamName, StreamConsumer consumer) {
        return stream(streamName) + "/consumer/" + consumer.name() + ":"
                + consumer.created().getEpochSecond();
    }

    /** The name in a stream's ARN of any region and account; empty when the text is not such an ARN. */
    static Optional<String> streamName(String arn) {
        Matcher matcher = STREAM.matcher(arn);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The parts of a consumer's ARN; empty when the text is not such an ARN. */
    static Optional<ConsumerName> consumerName(String arn) {
        Matcher matcher = CONSUMER.matcher(arn);
        return matcher.matches()
                ? Optional.of(new ConsumerName(matcher.group(2), matcher.group(3), Long.parseLong(matcher.group(4))))
                : Optional.empty();
    }
}
