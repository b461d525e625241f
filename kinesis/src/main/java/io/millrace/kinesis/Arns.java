package io.millrace.kinesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARNs of streams and their consumers, as seen from a region.
 *
 * @param region only a part of the ARN: whatever the region, the streams are the same
 */
record Arns(String region) {
    private static final String ACCOUNT = "000000000000";
    private static final Pattern STREAM = Pattern.compile("arn:[a-z-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/([^/:]+)");
    private static final Pattern CONSUMER =
            Pattern.compile("(" + STREAM.pattern() + ")/consumer/([^/:]+):([0-9]{1,18})");

    /** What a consumer's ARN names; consumers of the same name are told apart by the second of their creation. */
    record ConsumerName(String stream, String name, long createdSeconds) {
        boolean names(StreamConsumer consumer) {
            return consumer.name().equals(name) && consumer.created().getEpochSecond() == createdSeconds;
        }
    }

    String stream(String name) {
        return "arn:aws:kinesis:" + region + ":" + ACCOUNT + ":stream/" + name;
    }

    String consumer(String streamName, StreamConsumer consumer) {
        return stream(streamName) + "/consumer/" + consumer.name() + ":"
                + consumer.created().getEpochSecond();
    }

    /** The name in a stream's ARN, whichever its region and account; empty when the text is no such ARN. */
    static Optional<String> streamName(String arn) {
        Matcher matcher = STREAM.matcher(arn);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The names in a consumer's ARN; empty when the text is no such ARN. */
    static Optional<ConsumerName> consumerName(String arn) {
        Matcher matcher = CONSUMER.matcher(arn);
        return matcher.matches()
                ? Optional.of(new ConsumerName(matcher.group(2), matcher.group(3), Long.parseLong(matcher.group(4))))
                : Optional.empty();
    }
}
