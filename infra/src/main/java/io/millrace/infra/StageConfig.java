package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStreamProps;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An environment: all that differs between one stage and another. {@link Environments} lists them.
 *
 * @param name id of the stage, and part of its stacks' names: a letter and up to 11 letters and digits, in lower case
 * @param branch whose environment it is, or null: then there is one of it
 * @param target unless the variable {@code MILLRACE_<NAME>_TARGET} says otherwise
 * @param streams how its streams scale and how long they keep records; {@code lifetime} says what becomes of them
 * @param capacity of its Flink applications
 * @param checkpointing of its Flink applications
 * @param lifecycle what a deploy does with its jobs
 * @param alarmTopicArn ARN of the SNS topic that its alarms tell, unless {@code MILLRACE_<NAME>_ALARM_TOPIC} says
 *     otherwise; or null: then they tell nobody
 * @param drawKeyVersion id of the version of the lottery's key that is drawn with, or null: the current one whenever the
 *     job starts. Pin it before there is a second one
 */
record StageConfig(
        String name,
        @Nullable Branch branch,
        Target target,
        Lifetime lifetime,
        Approval approval,
        EventStreamProps streams,
        Capacity capacity,
        Checkpointing checkpointing,
        Lifecycle lifecycle,
        Alarms alarms,
        @Nullable String alarmTopicArn,
        @Nullable String drawKeyVersion) {
    private static final String PREFIX = "millrace-";
    // no hyphen: else the names of one environment's stacks could begin as those of another one do
    private static final String NAME = "[a-z][a-z0-9]{0,11}";
    private static final String TOPIC_ARN = "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}";

    StageConfig {
        requireNonNull(name, "name is null");
        requireNonNull(target, "target is null");
        requireNonNull(lifetime, "lifetime is null");
        requireNonNull(approval, "approval is null");
        requireNonNull(streams, "streams is null");
        requireNonNull(capacity, "capacity is null");
        requireNonNull(checkpointing, "checkpointing is null");
        requireNonNull(lifecycle, "lifecycle is null");
        requireNonNull(alarms, "alarms is null");
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "an environment's name must be a letter and up to 11 letters and digits, in lower case, got '"
                            + name + "'");
        }
        if (alarmTopicArn != null && !alarmTopicArn.matches(TOPIC_ARN)) {
            throw new IllegalArgumentException(
                    "alarm topic must look like 'arn:aws:sns:eu-central-1:123456789012:alarms'," + " got '"
                            + alarmTopicArn + "'");
        }
    }

    /** The environment as the variables have it. */
    StageConfig with(Map<String, String> variables) {
        String targetText = variables.getOrDefault(variable("TARGET"), "");
        String topicText = variables.getOrDefault(variable("ALARM_TOPIC"), "");
        return new StageConfig(
                name,
                branch,
                targetText.isEmpty() ? target : Target.parse(targetText),
                lifetime,
                approval,
                streams,
                capacity,
                checkpointing,
                lifecycle,
                alarms,
                topicText.isEmpty() ? alarmTopicArn : topicText,
                drawKeyVersion);
    }

    /** The environment as one of a branch. */
    StageConfig of(Branch changed) {
        return new StageConfig(
                name,
                changed,
                target,
                lifetime,
                approval,
                streams,
                capacity,
                checkpointing,
                lifecycle,
                alarms,
                alarmTopicArn,
                drawKeyVersion);
    }

    /** {@code MILLRACE_<NAME>_<what>}. */
    String variable(String what) {
        return "MILLRACE_" + name.toUpperCase(Locale.ROOT) + "_" + what;
    }

    /** What the names of all its stacks begin with, and those of no other environment. */
    String stackPrefix() {
        return PREFIX + name + "-";
    }

    String stackName(String part) {
        return stackPrefix() + (branch == null ? "" : branch.shortName() + "-") + part;
    }

    /** Tags of its stacks, for who reads the assembly or the bill. */
    Map<String, String> tags() {
        return Map.of("millrace:environment", name, "millrace:approval", approval.text());
    }
}
