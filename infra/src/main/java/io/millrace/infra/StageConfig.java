package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.lifecycle.Lifecycle.StopMode;
import io.millrace.constructs.streams.EventStreamProps;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that differs between one stage and another.
 *
 * @param name id of the stage, and part of its stacks' names
 * @param streams how its streams scale and how long they keep records; {@code lifetime} says what becomes of them
 * @param capacity of its Flink application
 * @param checkpointing of its Flink application
 * @param lifecycle what a deploy does with its job
 * @param alarmTopicArn ARN of the SNS topic that its alarms tell, or null: then they tell nobody
 */
record StageConfig(
        String name,
        Target target,
        Lifetime lifetime,
        EventStreamProps streams,
        Capacity capacity,
        Checkpointing checkpointing,
        Lifecycle lifecycle,
        @Nullable String alarmTopicArn) {
    private static final String TOPIC_ARN = "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}";

    StageConfig {
        requireNonNull(name, "name is null");
        requireNonNull(target, "target is null");
        requireNonNull(lifetime, "lifetime is null");
        requireNonNull(streams, "streams is null");
        requireNonNull(capacity, "capacity is null");
        requireNonNull(checkpointing, "checkpointing is null");
        requireNonNull(lifecycle, "lifecycle is null");
        if (alarmTopicArn != null && !alarmTopicArn.matches(TOPIC_ARN)) {
            throw new IllegalArgumentException(
                    "alarm topic must look like 'arn:aws:sns:eu-central-1:123456789012:alarms'," + " got '"
                            + alarmTopicArn + "'");
        }
    }

    /** Small, soon gone, and with alarms that wake nobody; but parallel: two shards and two tasks, so that order shows where a job depends on it. */
    static StageConfig dev(Target target) {
        return new StageConfig(
                "dev",
                target,
                Lifetime.DISPOSABLE,
                EventStreamProps.provisioned(2),
                Capacity.fixed(2).parallelismPerKpu(2),
                Checkpointing.every(Duration.ofSeconds(10)),
                // its stack can always be deleted, whatever state the job is in
                Lifecycle.defaults().verifyFor(Duration.ofMinutes(2)).stopMode(StopMode.FORCE_IF_NEEDED),
                null);
    }

    /** Scales with the traffic; keeps a week of records, so that a long weekend's outage loses none. */
    static StageConfig prod(Target target, @Nullable String alarmTopicArn) {
        return new StageConfig(
                "prod",
                target,
                Lifetime.PERMANENT,
                EventStreamProps.onDemand().retention(Duration.ofDays(7)),
                Capacity.autoscaling(2),
                Checkpointing.DEFAULT,
                Lifecycle.defaults(),
                alarmTopicArn);
    }
}
