package io.millrace.constructs.streams;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kinesis.ShardLevelMetrics;
import software.amazon.awscdk.services.kms.Key;

class EventStreamTest {
    private static SynthesisedStack template;
    private static String reader;
    private static String writer;

    @BeforeAll
    static void synthesise(@TempDir Path assembly) {
        App app = new App(AppProps.builder().outdir(assembly.toString()).build());
        Stack stack = new Stack(app, "Stack");
        EventStream clicks = new EventStream(stack, "Clicks", EventStreamProps.onDemand());
        EventStream orders = new EventStream(
                stack,
                "Orders",
                EventStreamProps.builder()
                        .shards(3)
                        .retention(Duration.ofDays(7))
                        .maxRecordSizeKiB(10_240)
                        .shardLevelMetrics(ShardLevelMetrics.INCOMING_BYTES, ShardLevelMetrics.OUTGOING_BYTES)
                        .encryptionKey(new Key(stack, "OwnKey"))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build());
        new EventStream(
                stack,
                "Warm",
                EventStreamProps.builder().warmThroughputMiBps(100).build());
        Role readerRole = role(stack, "Reader");
        clicks.grantRead(readerRole);
        orders.grantRead(readerRole);
        Role writerRole = role(stack, "Writer");
        clicks.grantWrite(writerRole);
        orders.grantWrite(writerRole);

        template = SynthesisedStack.of(stack);
        reader = template.idOf("AWS::IAM::Role", "Reader");
        writer = template.idOf("AWS::IAM::Role", "Writer");
    }

    @Test
    void aStreamIsKeptAndEncryptedUnlessToldOtherwise() {
        JsonNode clicks = stream("Clicks");

        assertThat(clicks.get("Properties"))
                .isEqualTo(json("{'RetentionPeriodHours': 24, 'StreamModeDetails': {'StreamMode': 'ON_DEMAND'},"
                        + " 'StreamEncryption': {'Fn::If': ['AwsCdkKinesisEncryptedStreamsUnsupportedRegions',"
                        + " {'Ref': 'AWS::NoValue'}, {'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}]}}"));
        assertThat(clicks.get("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(clicks.get("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }

    /** An own key is the choice there; without one, CDK leaves the stream unencrypted, too. */
    @Test
    void whereTheRegionIsKnownSoIsTheKey(@TempDir Path assembly) {
        App app = new App(AppProps.builder().outdir(assembly.toString()).build());
        Stack china = in(app, "cn-north-1");
        Stack ireland = in(app, "eu-west-1");

        assertThat(SynthesisedStack.of(china).properties("AWS::Kinesis::Stream").has("StreamEncryption"))
                .isFalse();
        assertThat(SynthesisedStack.of(ireland)
                        .properties("AWS::Kinesis::Stream")
                        .get("StreamEncryption"))
                .isEqualTo(json("{'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}"));
    }

    @Test
    void everyChoiceReachesTheTemplate() {
        String key = template.idOf("AWS::KMS::Key", "OwnKey");
        JsonNode orders = stream("Orders");

        assertThat(orders.get("Properties"))
                .isEqualTo(json(("{'RetentionPeriodHours': 168, 'ShardCount': 3, 'MaxRecordSizeInKiB': 10240,"
                                + " 'DesiredShardLevelMetrics': ['IncomingBytes', 'OutgoingBytes'],"
                                + " 'StreamModeDetails': {'StreamMode': 'PROVISIONED'}, 'StreamEncryption':"
                                + " {'EncryptionType': 'KMS', 'KeyId': {'Fn::GetAtt': ['%s', 'Arn']}}}")
                        .formatted(key)));
        assertThat(orders.get("DeletionPolicy").asText()).isEqualTo("Delete");
        assertThat(orders.get("UpdateReplacePolicy").asText()).isEqualTo("Delete");
    }

    @Test
    void anOnDemandStreamCanBeWarm() {
        assertThat(stream("Warm").at("/Properties/WarmThroughputMiBps").asInt()).isEqualTo(100);
    }

    @Test
    void aReaderMayMakeTheCallsOfThePollingConsumer() {
        String[] calls = {
            "kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"
        };

        assertThat(template.actionsAllowedOn("\"Clicks", reader)).containsExactly(calls);
        assertThat(template.actionsAllowedOn("\"Orders", reader)).containsExactly(calls);
    }

    @Test
    void aWriterMayMakeTheOneCallOfTheSink() {
        assertThat(template.actionsAllowedOn("\"Clicks", writer)).containsExactly("kinesis:PutRecords");
        assertThat(template.actionsAllowedOn("\"Orders", writer)).containsExactly("kinesis:PutRecords");
    }

    @Test
    void anOwnKeyDecryptsForReadersAndMakesDataKeysForWriters() {
        assertThat(template.actionsAllowedOn("\"OwnKey", reader)).containsExactly("kms:Decrypt");
        assertThat(template.actionsAllowedOn("\"OwnKey", writer)).containsExactly("kms:GenerateDataKey");
    }

    private static Stack in(App app, String region) {
        Stack stack = Stack.Builder.create(app, region)
                .env(Environment.builder().region(region).build())
                .build();
        new EventStream(stack, "Clicks", EventStreamProps.onDemand());
        return stack;
    }

    private static JsonNode stream(String id) {
        return template.resource(template.idOf("AWS::Kinesis::Stream", id));
    }

    private static Role role(Stack stack, String id) {
        return Role.Builder.create(stack, id)
                .assumedBy(new AccountRootPrincipal())
                .build();
    }
}
