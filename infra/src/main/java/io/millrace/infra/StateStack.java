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
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** What must outlive a deployment of the jobs: the streams with their records, every jar, and the lottery's key. */
final class StateStack extends Stack {
    private final Map<StageStream, EventStream> streams = new EnumMap<>(StageStream.class);
    private final ArtifactBucket artifacts;
    private final ISecret drawKey;

    StateStack(Construct scope, String id, StageConfig config) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName(config.stackName("state"))
                        .description("Millrace " + config.name() + ": streams, jars and the key of the draws")
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
        this.drawKey = Secret.Builder.create(this, "DrawKey")
                .description("Goes into every ticket of the lottery: who knows it can foretell winners")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(64)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(config.lifetime().removalPolicy())
                .build();
        config.lifetime()
                .endOfState()
                .ifPresent(time -> new NightlyDeletion(this, "NightlyDeletion", new NightlyDeletionProps(time)));
    }

    EventStream stream(StageStream stream) {
        return requireNonNull(streams.get(stream));
    }

    /** What the lottery's tickets are made with. */
    ISecret drawKey() {
        return drawKey;
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
