package io.millrace.constructs.streams;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.kinesis.CfnStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.constructs.Construct;

/** Creates the {@code AWS::Kinesis::Stream} of an {@link EventStream}. */
final class OwnStream {
    private OwnStream() {}

    static Stream create(Construct scope, EventStreamProps props) {
        Stream.Builder builder = Stream.Builder.create(scope, "Resource")
                .streamMode(props.shards().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND)
                .retentionPeriod(Duration.hours(props.retention().toHours()))
                .removalPolicy(props.removalPolicy());
        props.streamName().ifPresent(builder::streamName);
        props.shards().ifPresent(builder::shardCount);
        if (!props.shardLevelMetrics().isEmpty()) {
            builder.shardLevelMetrics(List.copyOf(props.shardLevelMetrics()));
        }
        if (props.encryptionKey().isPresent()) {
            builder.encryption(StreamEncryption.KMS)
                    .encryptionKey(props.encryptionKey().get());
        } else if (!Token.isUnresolved(Stack.of(scope).getRegion())) {
            builder.encryption(hasManagedKey(scope) ? StreamEncryption.MANAGED : StreamEncryption.UNENCRYPTED);
        } // otherwise CDK adds a condition: the managed key, except in the regions of China
        Stream stream = builder.build();
        if (stream.getNode().getDefaultChild() instanceof CfnStream resource) {
            // CDK's stream does not have these two
            props.maxRecordSizeKiB().ifPresent(resource::setMaxRecordSizeInKiB);
            props.warmThroughputMiBps().ifPresent(resource::setWarmThroughputMiBps);
        }
        return stream;
    }

    private static boolean hasManagedKey(Construct scope) {
        return !Stack.of(scope).getRegion().startsWith("cn-");
    }
}
