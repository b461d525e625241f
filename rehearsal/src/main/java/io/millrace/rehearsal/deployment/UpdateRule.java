package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.schema.PropertyPath;
import io.millrace.rehearsal.schema.ResourceSchema;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules for in-place updates that no schema has. */
enum UpdateRule {
    SERVICE_TOKEN(Rule.UPDATE_REFUSED, "Custom::", "ServiceToken") {
        @Override
        boolean appliesTo(ResourceSchema schema) {
            return schema.isCustom();
        }

        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            return before.equals(after)
                    ? Optional.empty()
                    : Optional.of("ServiceToken of a custom resource must not change; change its logical id as well");
        }
    },
    SHARD_COUNT(Rule.UPDATE_REFUSED, "AWS::Kinesis::Stream", "ShardCount") {
        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            boolean tooFar = before.isNumber()
                    && after.isNumber()
                    && (after.asInt() > 2 * before.asInt() || 2 * after.asInt() < before.asInt());
            return tooFar
                    ? Optional.of(
                            "ShardCount must be between half and twice %s, got '%s'; change it in several releases"
                                    .formatted(before, after))
                    : Optional.empty();
        }
    },
    SNAPSHOT_MODE(
            Rule.UPDATE_REFUSED,
            "AWS::KinesisAnalyticsV2::Application",
            "ApplicationConfiguration/ApplicationSnapshotConfiguration/SnapshotMode") {
        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            return before.asText().equals("ENHANCED_SNAPSHOTS") && !after.equals(before)
                    ? Optional.of("SnapshotMode must stay ENHANCED_SNAPSHOTS, which cannot be undone, got '%s'; keep it"
                            .formatted(after.asText("nothing")))
                    : Optional.empty();
        }
    },
    RUNTIME(Rule.STATE_UNREADABLE, "AWS::KinesisAnalyticsV2::Application", "RuntimeEnvironment") {
        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            return majorVersion(after) < majorVersion(before)
                    ? Optional.of(
                            "RuntimeEnvironment must not go back to Flink %d, which cannot read the state of %s, got '%s'; restore a snapshot from before"
                                    .formatted(majorVersion(after), before.asText(), after.asText()))
                    : Optional.empty();
        }

        @Override
        boolean isChosenBy(JsonNode properties) {
            return !RESTORE_TYPE
                    .in(properties)
                    .asText("RESTORE_FROM_LATEST_SNAPSHOT")
                    .equals("RESTORE_FROM_LATEST_SNAPSHOT");
        }
    },
    STREAM_RETENTION(Rule.SHORTER_RETENTION, "AWS::Kinesis::Stream", "RetentionPeriodHours") {
        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            return shorter(before.asInt(24), after.asInt(24), "hours");
        }
    },
    LOG_RETENTION(Rule.SHORTER_RETENTION, "AWS::Logs::LogGroup", "RetentionInDays") {
        @Override
        Optional<String> broken(JsonNode before, JsonNode after) {
            return shorter(before.asInt(Integer.MAX_VALUE), after.asInt(Integer.MAX_VALUE), "days");
        }
    };

    private static final PropertyPath RESTORE_TYPE =
            PropertyPath.parse("RunConfiguration/ApplicationRestoreConfiguration/ApplicationRestoreType");

    private final Rule rule;
    private final String type;
    private final String property;

    UpdateRule(Rule rule, String type, String property) {
        this.rule = rule;
        this.type = type;
        this.property = property;
    }

    boolean appliesTo(ResourceSchema schema) {
        return schema.name().equals(type);
    }

    /** A broken rule. */
    record Broken(Rule rule, String sentence) {}

    /** What is wrong with a change of the property; empty when it is allowed. */
    abstract Optional<String> broken(JsonNode before, JsonNode after);

    /** Whether other properties of the update state that its effect is wanted. */
    boolean isChosenBy(JsonNode properties) {
        return false;
    }

    /** The rules that an in-place update breaks. */
    static Stream<Broken> broken(ResourceSchema type, JsonNode before, JsonNode after) {
        return Stream.of(values())
                .filter(each -> each.appliesTo(type))
                .flatMap(each -> each.check(before, after).stream());
    }

    private Optional<Broken> check(JsonNode before, JsonNode after) {
        PropertyPath path = PropertyPath.parse(property);
        if (isChosenBy(after)) {
            return Optional.empty();
        }
        return broken(path.in(before), path.in(after)).map(sentence -> new Broken(rule, sentence));
    }

    /** 1 of {@code FLINK-1_20}, 0 of other text. */
    private static int majorVersion(JsonNode runtime) {
        String digit = runtime.asText().replaceAll("^FLINK-(\\d)_.*$", "$1");
        return digit.length() == 1 ? digit.charAt(0) - '0' : 0;
    }

    private static Optional<String> shorter(int before, int after, String unit) {
        return after < before
                ? Optional.of("what is older than %d %s is deleted".formatted(after, unit))
                : Optional.empty();
    }
}
