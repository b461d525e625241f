package ${package}.infra;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.streams.EventStreamProps;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;

/**
 * An environment: the same stack as in the others, with its own sizes.
 *
 * @param removalPolicy what happens to streams and jars when the stack is deleted
 * @param window how long the job counts before it writes
 */
record StageConfig(
        String name, EventStreamProps streams, Capacity capacity, RemovalPolicy removalPolicy, Duration window) {
    /** Small, and deleted with its stack. */
    static final StageConfig DEV = new StageConfig(
            "dev",
            EventStreamProps.builder().shards(1).removalPolicy(RemovalPolicy.DESTROY).build(),
            Capacity.fixed(1),
            RemovalPolicy.DESTROY,
            Duration.ofSeconds(10));

    /** Scales with the traffic. Its records and jars outlive its stack. */
    static final StageConfig PROD = new StageConfig(
            "prod",
            EventStreamProps.onDemand(),
            Capacity.autoscaling(1),
            RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            Duration.ofMinutes(1));

    /** All of them, in the order in which a release goes through them. */
    static final List<StageConfig> ALL = List.of(DEV, PROD);
}
