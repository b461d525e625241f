package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.binding.Delivery;
import io.millrace.constructs.flink.binding.TopicInput;
import io.millrace.constructs.flink.binding.TopicPosition;
import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.kafka.MskCluster;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ssm.StringParameter;

/** The lottery with all but one of its streams on MSK, in a VPC of another stack. */
class TopicBindingsTest {
    private static final String ON_CLUSTER = "arn:aws:kafka:eu-west-1:111122223333:%s/orders/1b5c9b5a-3";
    private static final String SERVERS = "b-1.orders:9098,b-2.orders:9098";
    private static final String IAM = "'properties.security.protocol': 'SASL_SSL',"
            + " 'properties.sasl.mechanism': 'AWS_MSK_IAM',"
            + " 'properties.sasl.jaas.config': 'software.amazon.msk.auth.iam.IAMLoginModule required;',"
            + " 'properties.sasl.client.callback.handler.class':"
            + " 'software.amazon.msk.auth.iam.IAMClientCallbackHandler'";

    private static FlinkApplication application;
    private static SynthesisedStack network;
    private static SynthesisedStack template;
    private static String role;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        Stack networkStack = new Stack(specimen.app, "Network");
        Vpc vpc = new Vpc(networkStack, "Net");
        SecurityGroup brokers =
                SecurityGroup.Builder.create(networkStack, "Brokers").vpc(vpc).build();
        MskCluster cluster = MskCluster.fromArn(ON_CLUSTER.formatted("cluster"), SERVERS, brokers);
        MskCluster elsewhere = MskCluster.fromArn(
                ON_CLUSTER.formatted("cluster"), StringParameter.valueForStringParameter(specimen.stack, "/brokers"));
        application = specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", new KafkaTopic(cluster, "lotteries"))
                .input("user-events", new KafkaTopic(elsewhere, "users"), TopicPosition.LATEST)
                .output("draws", new KafkaTopic(cluster, "draws"))
                .output("rejected", new KafkaTopic(cluster, "rejects"), Delivery.AT_LEAST_ONCE)
                .propertyGroup("draws", Map.of("properties.linger.ms", "5"))
                .setting("draw.window", "10 s")
                .applicationName("lottery")
                .vpc(VpcConfiguration.of(vpc)));
        template = SynthesisedStack.of(specimen.stack);
        network = SynthesisedStack.of(networkStack);
        role = template.idOf("AWS::IAM::Role", "App");
    }

    @Test
    void anInputsGroupSaysWhereItIsReadAndInWhichConsumerGroup() {
        assertThat(group("lottery-events"))
                .isEqualTo(json("{'connector': 'kafka', 'topic': 'lotteries', 'bootstrap.servers': '" + SERVERS
                        + "', 'group.id': 'lottery-lottery-events', 'start.position': 'EARLIEST', " + IAM + "}"));
    }

    @Test
    void theServersMayComeFromAParameter() {
        assertThat(group("user-events"))
                .isEqualTo(json("{'connector': 'kafka', 'topic': 'users', 'bootstrap.servers': {'Ref': '"
                        + template.parameters().keySet().stream()
                                .filter(name -> name.startsWith("SsmParameterValuebrokers"))
                                .findFirst()
                                .orElseThrow()
                        + "'}, 'group.id': 'lottery-user-events', 'start.position': 'LATEST', " + IAM + "}"));
    }

    @Test
    void anOutputsGroupSaysHowItIsDeliveredAndInWhichTransactions() {
        assertThat(group("draws"))
                .isEqualTo(json("{'connector': 'kafka', 'topic': 'draws', 'bootstrap.servers': '" + SERVERS
                        + "', 'delivery': 'exactly-once', 'transactional.id.prefix': 'lottery-draws',"
                        + " 'properties.linger.ms': '5', " + IAM + "}"));
        assertThat(group("rejected"))
                .isEqualTo(json("{'connector': 'kafka', 'topic': 'rejects', 'bootstrap.servers': '" + SERVERS
                        + "', 'delivery': 'at-least-once', 'transactional.id.prefix': 'lottery-rejected', " + IAM
                        + "}"));
    }

    @Test
    void theRoleMayUseItsTopicsGroupsAndTransactionsAndNothingElseOnTheCluster() {
        assertThat(template.statements(role))
                .filteredOn(statement -> statement.get("Resource").toString().contains(":kafka:"))
                .containsExactlyInAnyOrder(
                        allowed("cluster", "", "'kafka-cluster:Connect'"),
                        allowed("topic", "/lotteries", "['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData']"),
                        allowed(
                                "group",
                                "/lottery-lottery-events",
                                "['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup']"),
                        allowed("topic", "/users", "['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData']"),
                        allowed(
                                "group",
                                "/lottery-user-events",
                                "['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup']"),
                        allowed("topic", "/draws", "['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData']"),
                        allowed(
                                "transactional-id",
                                "/lottery-draws-*",
                                "['kafka-cluster:AlterTransactionalId', 'kafka-cluster:DescribeTransactionalId']"),
                        allowed("cluster", "", "['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently']"),
                        allowed("topic", "/rejects", "['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData']"));
        assertThat(template.actionsAllowed(role)).noneMatch(action -> action.startsWith("kinesis:"));
    }

    /** In the application's stack, which depends on the network's. */
    @Test
    void theBrokersLetTheApplicationInAtTheirPort() {
        JsonNode rule = template.properties("AWS::EC2::SecurityGroupIngress");

        assertThat(rule.get("GroupId").toString()).contains("Network:ExportsOutputFnGetAttBrokers");
        assertThat(rule.get("SourceSecurityGroupId"))
                .isEqualTo(json(
                        "{'Fn::GetAtt': ['" + template.idOf("AWS::EC2::SecurityGroup", "AppVpc") + "', 'GroupId']}"));
        assertThat(rule.get("IpProtocol").asText()).isEqualTo("tcp");
        assertThat(rule.get("FromPort").asInt()).isEqualTo(9098);
        assertThat(rule.get("ToPort").asInt()).isEqualTo(9098);
        assertThat(network.types()).doesNotContain("AWS::EC2::SecurityGroupIngress");
    }

    @Test
    void theApplicationKnowsTheTopicsThatItReads() {
        assertThat(application.props().bindings().inputs()).isEmpty();
        assertThat(application.props().bindings().topicInputs()).containsOnlyKeys("lottery-events", "user-events");
        TopicInput events = application.props().bindings().topicInputs().get("lottery-events");
        assertThat(events.topic().topicName()).isEqualTo("lotteries");
        assertThat(events.consumerGroup()).isEqualTo("lottery-lottery-events");
    }

    private static JsonNode group(String id) {
        for (JsonNode group : template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
            if (group.get("PropertyGroupId").asText().equals(id)) {
                return group.get("PropertyMap");
            }
        }
        throw new AssertionError("no property group " + id);
    }

    private static JsonNode allowed(String kind, String name, String actions) {
        return json("{'Effect': 'Allow', 'Action': " + actions + ", 'Resource': '" + ON_CLUSTER.formatted(kind) + name
                + "'}");
    }
}
