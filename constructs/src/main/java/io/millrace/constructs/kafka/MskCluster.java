package io.millrace.constructs.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;

/**
 * A cluster of Amazon MSK, provisioned or serverless, whose clients authenticate with IAM. Immutable.
 *
 * <p>This class refers to a cluster and does not create one: a cluster outlives the applications that use it. Refer to a
 * cluster of the same app by {@code CfnCluster.getAttrArn()} or {@code CfnServerlessCluster.getAttrArn()}.
 */
public final class MskCluster {
    private static final Pattern ARN = Pattern.compile("arn:[^:/]+:kafka:[^:/]+:[0-9]{12}:cluster/[^:/]+/[^:/]+");

    private final String clusterArn;
    private final BootstrapServers servers;
    private final @Nullable ISecurityGroup securityGroup;

    private MskCluster(String clusterArn, BootstrapServers servers, @Nullable ISecurityGroup securityGroup) {
        this.clusterArn = clusterArn;
        this.servers = servers;
        this.securityGroup = securityGroup;
    }

    /**
     * Refers to a cluster whose security group is not known: nothing is opened. Both texts may be tokens, which are not
     * checked. CloudFormation does not return the brokers of a cluster; {@code aws kafka get-bootstrap-brokers} does. Pass
     * them literally or through a parameter ({@code StringParameter.valueForStringParameter}).
     *
     * @param clusterArn such as {@code arn:aws:kafka:eu-west-1:111122223333:cluster/orders/<uuid>}
     * @param bootstrapServers the value {@code BootstrapBrokerStringSaslIam}, {@code host:9098,host:9098}; with public
     *     access {@code BootstrapBrokerStringPublicSaslIam}, with port 9198
     * @throws IllegalArgumentException when the ARN is not that of a cluster, or a server has no port or the port of another
     *     authentication method
     */
    public static MskCluster fromArn(String clusterArn, String bootstrapServers) {
        return of(clusterArn, bootstrapServers, null);
    }

    /**
     * Refers to a cluster.
     *
     * @param securityGroup of the brokers; an application that is bound to a topic gets access to it, at the ports of the
     *     bootstrap servers only
     */
    public static MskCluster fromArn(String clusterArn, String bootstrapServers, ISecurityGroup securityGroup) {
        return of(clusterArn, bootstrapServers, requireNonNull(securityGroup, "securityGroup is null"));
    }

    private static MskCluster of(String clusterArn, String bootstrapServers, @Nullable ISecurityGroup securityGroup) {
        requireNonNull(clusterArn, "clusterArn is null");
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        if (!Token.isUnresolved(clusterArn) && !ARN.matcher(clusterArn).matches()) {
            throw new IllegalArgumentException(
                    "clusterArn must be like 'arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>', got '"
                            + clusterArn + "'");
        }
        return new MskCluster(clusterArn, new BootstrapServers(bootstrapServers), securityGroup);
    }

    public String clusterArn() {
        return clusterArn;
    }

    /** The name in the ARN, which CloudWatch uses for the cluster. */
    public String clusterName() {
        return Fn.select(1, Fn.split("/", clusterArn));
    }

    public String bootstrapServers() {
        return servers.text();
    }

    /** Whether all brokers can be reached from outside their VPC; false for a token. */
    public boolean hasPublicAccess() {
        return servers.ports().equals(Set.of(BootstrapServers.PUBLIC_IAM_PORT));
    }

    /**
     * The configuration with which a Kafka client authenticates as its IAM role. The client needs the library
     * {@code software.amazon.msk:aws-msk-iam-auth}.
     *
     * @return key to value
     * @see <a href="https://docs.aws.amazon.com/msk/latest/developerguide/configure-clients-for-iam-access-control.html">
     *     Configure clients for IAM access control</a>
     */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "AWS_MSK_IAM");
        properties.put("sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;");
        properties.put("sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
        return Collections.unmodifiableMap(properties);
    }

    /** Lets a client reach the brokers, if their security group is known; those that only the deploy knows at port 9098. */
    public void allowFrom(IConnectable client) {
        requireNonNull(client, "client is null");
        if (securityGroup == null) {
            return;
        }
        Set<Integer> ports = servers.ports().isEmpty() ? Set.of(BootstrapServers.IAM_PORT) : servers.ports();
        for (int port : ports) {
            // from the client's side: a rule across stacks then belongs to the client's stack, which depends on the
            // other
            client.getConnections().allowTo(securityGroup, Port.tcp(port), "Kafka with IAM");
        }
    }

    /**
     * The ARN of a topic, group or transactional id of the cluster.
     *
     * @param kind {@code topic}, {@code group} or {@code transactional-id}
     * @see <a href="https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html">Semantics of IAM
     *     authorization policy actions and resources</a>
     */
    String arnOf(String kind, String name) {
        List<String> parts = Fn.split(":", clusterArn);
        List<String> path = Fn.split("/", clusterArn);
        return String.join(
                ":",
                "arn",
                Fn.select(1, parts),
                "kafka",
                Fn.select(3, parts),
                Fn.select(4, parts),
                String.join("/", kind, Fn.select(1, path), Fn.select(2, path), name));
    }
}
