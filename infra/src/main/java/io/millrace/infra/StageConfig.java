package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.streams.EventStreamProps;
import java.time.Duration;

/**
 * All that differs between one stage and another.
 *
 * @param name id of the stage, and part of its stacks' names
 * @param streams how its streams scale and how long they keep records; {@code lifetime} says what becomes of them
 * @param capacity of its Flink application
 * @param checkpointing of its Flink application
 */
record StageConfig(
        String name,
        Target target,
        Lifetime lifetime,
        EventStreamProps streams,
        Capacity capacity,
        Checkpointing checkpointing) {

    StageConfig {
        requireNonNull(name, "name is null");
        requireNonNull(target, "target is null");
        requireNonNull(lifetime, "lifetime is null");
        requireNonNull(streams, "streams is null");
        requireNonNull(capacity, "capacity is null");
        requireNonNull(checkpointing, "checkpointing is null");
    }

    /** Small and soon gone, but parallel: two shards and two tasks, so that order shows where a job depends on it. */
    static StageConfig dev(Target target) {
        return new StageConfig(
                "dev",
                target,
                Lifetime.DISPOSABLE,
                EventStreamProps.provisioned(2),
                Capacity.fixed(2).parallelismPerKpu(2),
                Checkpointing.every(Duration.ofSeconds(10)));
    }

    /** Scales with the traffic; keeps a week of records, so that a long weekend's outage loses none. */
    static StageConfig prod(Target target) {
        return new StageConfig(
                "prod",
                target,
                Lifetime.PERMANENT,
                EventStreamProps.onDemand().retention(Duration.ofDays(7)),
                Capacity.autoscaling(2),
                Checkpointing.DEFAULT);
    }
}
