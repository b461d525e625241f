package io.millrace.assembly.deployment;

import io.millrace.contract.KinesisKeys;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Property groups that bind an input or output to a Kinesis stream. */
final class KinesisGroups {
    private static final Pattern NAME_OR_ARN =
            Pattern.compile("(arn:aws[^:]*:kinesis:[^:]+:[0-9]{12}:stream/)?([A-Za-z0-9_.-]{1,128})");

    private KinesisGroups() {}

    /** The name of the stream that a group binds by a usual key; empty for other groups. */
    static Optional<String> stream(Map<String, String> group) {
        return reference(group).map(matcher -> matcher.group(2));
    }

    /** The ARN of that stream, if the group has one. */
    static Optional<String> arn(Map<String, String> group) {
        return reference(group).filter(matcher -> matcher.group(1) != null).map(Matcher::group);
    }

    private static Optional<Matcher> reference(Map<String, String> group) {
        return KafkaGroups.topic(group).isPresent()
                ? Optional.empty()
                : Stream.of(KinesisKeys.STREAM_ARN, KinesisKeys.STREAM_NAME)
                        .flatMap(key -> Stream.ofNullable(group.get(key)))
                        .findFirst()
                        .map(NAME_OR_ARN::matcher)
                        .filter(Matcher::matches)
                        .filter(matcher -> !matcher.group(2).matches("\\.{1,2}"));
    }
}
