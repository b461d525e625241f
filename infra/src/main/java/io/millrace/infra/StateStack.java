package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.pipeline.NightlyDeletion;
import io.millrace.constructs.pipeline.NightlyDeletionProps;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** What must outlive a deployment of the jobs: the streams with their records, all jars, and the key of the draws. */
final class StateStack extends Stack {
    private final Map<String, EventStream> streams = new HashMap<>();
    private final ArtifactBucket artifacts;
    private final ISecret drawKey;

    /** @param streamIds construct ids of the streams */
    StateStack(Construct scope, String id, StageConfig config, Set<String> streamIds) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName(config.stackName("state"))
                        .description("Millrace " + config.name() + ": streams, jars and the key of the draws")
                        .terminationProtection(config.lifetime().terminationProtection())
                        .tags(config.tags())
                        .build());
        EventStreamProps props = config.streams().toBuilder()
                .removalPolicy(config.lifetime().removalPolicy())
                .build();
        streamIds.forEach(streamId -> streams.put(streamId, stream(streamId, props)));
        this.artifacts = new ArtifactBucket(
                this,
                "Artifacts",
                ArtifactBucketProps.builder()
                        .removalPolicy(config.lifetime().removalPolicy())
                        .build());
        this.drawKey = Secret.Builder.create(this, "DrawKey")
                .description("Key of the lottery's tickets: anyone with it can predict the winners")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(64)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(config.lifetime().removalPolicy())
                .build();
        export(artifacts.bucketName(), artifacts.bucketArn(), drawKey.getSecretArn());
        config.lifetime()
                .endOfState()
                .ifPresent(time -> new NightlyDeletion(this, "NightlyDeletion", new NightlyDeletionProps(time)));
    }

    EventStream stream(String id) {
        return requireNonNull(streams.get(id), id);
    }

    /** The secret key of the lottery's tickets. */
    ISecret drawKey() {
        return drawKey;
    }

    ArtifactBucket artifacts() {
        return artifacts;
    }

    private EventStream stream(String id, EventStreamProps props) {
        EventStream stream = new EventStream(this, id, props);
        CfnOutput.Builder.create(this, id + "Name").value(stream.streamName()).build();
        export(stream.streamName(), stream.streamArn());
        return stream;
    }

    /**
     * Exports values under the names that CDK gives to references from other stacks, whether or not there is one. CDK exports
     * only what is referenced, and CloudFormation refuses to drop an export that a deployed stack still imports: a removed
     * binding would block the deployment.
     */
    private void export(String... values) {
        for (String value : values) {
            exportValue(value);
        }
    }
}
