package io.millrace.infra;

import io.millrace.constructs.flink.ArtifactBucket;
import io.millrace.constructs.flink.ArtifactBucketProps;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What must outlive a deployment of the jobs: the streams with their records, and the bucket with every jar. */
final class StateStack extends Stack {
    private final EventStream lotteryEvents;
    private final EventStream userEvents;
    private final EventStream draws;
    private final EventStream rejected;
    private final ArtifactBucket artifacts;

    StateStack(Construct scope, String id, StageConfig config) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName("millrace-" + config.name() + "-state")
                        .description("Millrace " + config.name() + ": streams and jars")
                        .terminationProtection(config.lifetime().terminationProtection())
                        .build());
        EventStreamProps streams =
                config.streams().removalPolicy(config.lifetime().removalPolicy());
        this.lotteryEvents = stream("LotteryEvents", streams);
        this.userEvents = stream("UserEvents", streams);
        this.draws = stream("Draws", streams);
        this.rejected = stream("Rejected", streams);
        this.artifacts = new ArtifactBucket(
                this,
                "Artifacts",
                ArtifactBucketProps.defaults().removalPolicy(config.lifetime().removalPolicy()));
    }

    /** What starts and ends a lottery. */
    EventStream lotteryEvents() {
        return lotteryEvents;
    }

    /** What users buy and click. */
    EventStream userEvents() {
        return userEvents;
    }

    /** The winners. */
    EventStream draws() {
        return draws;
    }

    /** Events that break a rule, with the reason. */
    EventStream rejected() {
        return rejected;
    }

    ArtifactBucket artifacts() {
        return artifacts;
    }

    private EventStream stream(String id, EventStreamProps props) {
        EventStream stream = new EventStream(this, id, props);
        CfnOutput.Builder.create(this, id + "Name").value(stream.streamName()).build();
        return stream;
    }
}
