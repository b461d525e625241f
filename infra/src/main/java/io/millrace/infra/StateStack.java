package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.ArtifactBucket;
import io.millrace.constructs.flink.ArtifactBucketProps;
import io.millrace.constructs.pipeline.NightlyDeletion;
import io.millrace.constructs.pipeline.NightlyDeletionProps;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What must outlive a deployment of the jobs: the streams with their records, and the bucket with every jar. */
final class StateStack extends Stack {
    private final Map<StageStream, EventStream> streams = new EnumMap<>(StageStream.class);
    private final ArtifactBucket artifacts;

    StateStack(Construct scope, String id, StageConfig config) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName(config.stackName("state"))
                        .description("Millrace " + config.name() + ": streams and jars")
                        .terminationProtection(config.lifetime().terminationProtection())
                        .tags(config.tags())
                        .build());
        EventStreamProps props =
                config.streams().removalPolicy(config.lifetime().removalPolicy());
        for (StageStream stream : StageStream.values()) {
            streams.put(stream, stream(stream.id(), props));
        }
        this.artifacts = new ArtifactBucket(
                this,
                "Artifacts",
                ArtifactBucketProps.defaults().removalPolicy(config.lifetime().removalPolicy()));
        config.lifetime()
                .endOfState()
                .ifPresent(time -> new NightlyDeletion(this, "NightlyDeletion", new NightlyDeletionProps(time)));
    }

    EventStream stream(StageStream stream) {
        return requireNonNull(streams.get(stream));
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
