package io.millrace.constructs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;

/**
 * A topic on a cluster of Amazon MSK.
 *
 * <p>It grants the permissions that AWS documents for each use, on this topic only.
 *
 * @param topicName 1 to 249 letters, digits, '_', '.' or '-', and neither {@code .} nor {@code ..}; or a token
 * @see <a href="https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html">Common use
 *     cases for client authorization policy</a>
 */
public record KafkaTopic(MskCluster cluster, String topicName) {
    /** The rule of Kafka's {@code Topic.validate}. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** @throws IllegalArgumentException when Kafka would refuse the name */
    public KafkaTopic {
        requireNonNull(cluster, "cluster is null");
        requireNonNull(topicName, "topicName is null");
        if (!Token.isUnresolved(topicName) && !NAME.matcher(topicName).matches()) {
            throw new IllegalArgumentException(
                    "topicName must be 1 to 249 letters, digits, '_', '.' or '-', and not '.' or '..', got '"
                            + topicName + "'");
        }
    }

    public String topicArn() {
        return cluster.arnOf("topic", topicName);
    }

    /**
     * Grants reading in a consumer group, and committing the offsets that were read.
     *
     * @param consumerGroup the client's {@code group.id}
     */
    public void grantRead(IGrantable grantee, String consumerGroup) {
        requireNonNull(consumerGroup, "consumerGroup is null");
        grant(grantee, cluster.clusterArn(), "kafka-cluster:Connect");
        grant(grantee, topicArn(), "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData");
        grant(
                grantee,
                cluster.arnOf("group", consumerGroup),
                "kafka-cluster:AlterGroup",
                "kafka-cluster:DescribeGroup");
    }

    /** Grants writing without transactions, by an idempotent producer, which is Kafka's default. */
    public void grantWrite(IGrantable grantee) {
        grant(grantee, cluster.clusterArn(), "kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently");
        grant(grantee, topicArn(), "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData");
    }

    /**
     * Grants writing in transactions.
     *
     * @param transactionalIdPrefix what the producers' {@code transactional.id} starts with, up to a hyphen; Flink's
     *     {@code KafkaSink} appends the hyphen, the subtask and the checkpoint
     */
    public void grantWriteInTransactions(IGrantable grantee, String transactionalIdPrefix) {
        requireNonNull(transactionalIdPrefix, "transactionalIdPrefix is null");
        grant(grantee, cluster.clusterArn(), "kafka-cluster:Connect");
        grant(grantee, topicArn(), "kafka-cluster:DescribeTopic", "kafka-cluster:WriteData");
        grant(
                grantee,
                cluster.arnOf("transactional-id", transactionalIdPrefix + "-*"),
                "kafka-cluster:AlterTransactionalId",
                "kafka-cluster:DescribeTransactionalId");
    }

    private static void grant(IGrantable grantee, String resourceArn, String... actions) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(requireNonNull(grantee, "grantee is null"))
                .actions(List.of(actions))
                .resourceArns(List.of(resourceArn))
                .build());
    }
}
