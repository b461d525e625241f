package io.millrace.constructs.kafka;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.msk.CfnServerlessCluster;

class KafkaTopicTest {
    private static final String ON_CLUSTER = "arn:aws-cn:kafka:cn-north-1:111122223333:%s/orders/1b5c9b5a-3";

    private final MskCluster cluster = MskCluster.fromArn(ON_CLUSTER.formatted("cluster"), "b-1.orders:9098");
    private final KafkaTopic clicks = new KafkaTopic(cluster, "clicks");

    @TempDir
    Path assembly;

    private Stack stack;
    private Role role;

    @BeforeEach
    void newStack() {
        stack = new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
        role = Role.Builder.create(stack, "Client")
                .assumedBy(new AccountRootPrincipal())
                .build();
    }

    @Test
    void aReaderMayReadTheTopicInItsGroup() {
        clicks.grantRead(role, "counting-clicks");

        assertStatements(
                allowed("cluster", "", "'kafka-cluster:Connect'"),
                allowed("topic", "/clicks", "['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData']"),
                allowed("group", "/counting-clicks", "['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup']"));
    }

    @Test
    void aWriterMayWriteIdempotently() {
        clicks.grantWrite(role);

        assertStatements(
                allowed("cluster", "", "['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently']"),
                allowed("topic", "/clicks", "['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData']"));
    }

    @Test
    void aWriterInTransactionsMayUseItsOwn() {
        clicks.grantWriteInTransactions(role, "counting-clicks");

        assertStatements(
                allowed("cluster", "", "'kafka-cluster:Connect'"),
                allowed("topic", "/clicks", "['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData']"),
                allowed(
                        "transactional-id",
                        "/counting-clicks-*",
                        "['kafka-cluster:AlterTransactionalId', 'kafka-cluster:DescribeTransactionalId']"));
    }

    @Test
    void aClusterOfTheSameAppHasItsArnsToo() {
        CfnServerlessCluster serverless = CfnServerlessCluster.Builder.create(stack, "Cluster")
                .clusterName("orders")
                .clientAuthentication(CfnServerlessCluster.ClientAuthenticationProperty.builder()
                        .sasl(CfnServerlessCluster.SaslProperty.builder()
                                .iam(CfnServerlessCluster.IamProperty.builder()
                                        .enabled(true)
                                        .build())
                                .build())
                        .build())
                .vpcConfigs(List.of(CfnServerlessCluster.VpcConfigProperty.builder()
                        .subnetIds(List.of("subnet-1", "subnet-2"))
                        .build()))
                .build();
        MskCluster made = MskCluster.fromArn(serverless.getAttrArn(), "boot-1.orders:9098");
        CfnOutput.Builder.create(stack, "Topic")
                .value(new KafkaTopic(made, "clicks").topicArn())
                .build();
        CfnOutput.Builder.create(stack, "Name").value(made.clusterName()).build();

        SynthesisedStack template = SynthesisedStack.of(stack);
        String arn = "{'Fn::GetAtt': ['Cluster', 'Arn']}";
        String colons = "{'Fn::Split': [':', " + arn + "]}";
        String slashes = "{'Fn::Split': ['/', " + arn + "]}";
        assertThat(template.outputs().get("Name").get("Value")).isEqualTo(json("{'Fn::Select': [1, " + slashes + "]}"));
        assertThat(template.outputs().get("Topic").get("Value"))
                .isEqualTo(json("{'Fn::Join': ['', ['arn:', {'Fn::Select': [1, " + colons + "]}, ':kafka:',"
                        + " {'Fn::Select': [3, " + colons + "]}, ':', {'Fn::Select': [4, " + colons + "]}, ':topic/',"
                        + " {'Fn::Select': [1, " + slashes + "]}, '/', {'Fn::Select': [2, " + slashes
                        + "]}, '/clicks']]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "two words", "clicks/1", "clicks*"})
    void aNameThatKafkaRefusesIsRefused(String name) {
        assertThatThrownBy(() -> new KafkaTopic(cluster, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topicName must be 1 to 249 letters, digits, '_', '.' or '-', and not '.' or '..', got '"
                        + name + "'");
    }

    @Test
    void aNameHasUpTo249Characters() {
        assertThatThrownBy(() -> new KafkaTopic(cluster, "a".repeat(250))).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> new KafkaTopic(cluster, "a".repeat(249))).doesNotThrowAnyException();
        assertThatCode(() -> new KafkaTopic(cluster, "...")).doesNotThrowAnyException();
        assertThatCode(() -> new KafkaTopic(cluster, Aws.STACK_NAME)).doesNotThrowAnyException();
    }

    private void assertStatements(String... statements) {
        SynthesisedStack template = SynthesisedStack.of(stack);

        assertThat(template.statements(template.idOf("AWS::IAM::Role", "Client")))
                .containsExactlyElementsOf(List.of(statements).stream()
                        .map(statement -> json(statement))
                        .toList());
    }

    private static String allowed(String kind, String name, String actions) {
        return "{'Effect': 'Allow', 'Action': " + actions + ", 'Resource': '" + ON_CLUSTER.formatted(kind) + name
                + "'}";
    }
}
