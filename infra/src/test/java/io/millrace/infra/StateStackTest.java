package io.millrace.infra;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStackTest {
    /** Logical ids of all streams, sorted. */
    static final List<String> STREAMS = List.of(
            "AlertsE664E991",
            "BookingCreatedBC656D4C",
            "BookingEventsBEDE04D6",
            "BookingRejected8BA851EF",
            "Draws06C84053",
            "EscalationsAEC64F05",
            "LotteryEventsFFF96A60",
            "MeasurementsB5943AFA",
            "OutliersEFF07086",
            "OutliersRejectedC8723EF3",
            "Rejected1550DDDB",
            "RollupRejected793C09C9",
            "Rollups9EC63424",
            "UserEventsF6298967");

    private static SynthesisedApp app;
    private static SynthesisedStack dev;
    private static SynthesisedStack prod;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        app = new SynthesisedApp(folder, Map.of());
        dev = app.template("dev", "State");
        prod = app.template("prod", "State");
    }

    /** Another id is another resource: CloudFormation would replace the stream or bucket, and leave its data behind. */
    @Test
    void whatHoldsDataKeepsItsLogicalId() {
        assertThat(dev.all("AWS::Kinesis::Stream")).containsOnlyKeys(STREAMS);
        assertThat(prod.all("AWS::Kinesis::Stream")).containsOnlyKeys(STREAMS);
        assertThat(dev.all("AWS::S3::Bucket")).containsOnlyKeys("Artifacts80C0BB10");
        assertThat(prod.all("AWS::S3::Bucket")).containsOnlyKeys("Artifacts80C0BB10");
    }

    @Test
    void prodHoldsDataAndNothingElse() {
        assertThat(prod.types())
                .containsExactly(
                        "AWS::Kinesis::Stream",
                        "AWS::S3::Bucket",
                        "AWS::S3::BucketPolicy",
                        "AWS::SecretsManager::Secret");
    }

    @Test
    void devCanEmptyItsBucketBesides() {
        assertThat(dev.types())
                .containsExactly(
                        "AWS::IAM::Role",
                        "AWS::Kinesis::Stream",
                        "AWS::Lambda::Function",
                        "AWS::S3::Bucket",
                        "AWS::S3::BucketPolicy",
                        "AWS::SecretsManager::Secret",
                        "Custom::S3AutoDeleteObjects");
    }

    @Test
    void devIsSmallAndGoesWithItsStack() {
        assertThat(dev.all("AWS::Kinesis::Stream").values()).allSatisfy(stream -> {
            assertThat(stream.get("Properties"))
                    .isEqualTo(json("{'StreamModeDetails': {'StreamMode': 'PROVISIONED'}, 'ShardCount': 2,"
                            + " 'RetentionPeriodHours': 24,"
                            + " 'StreamEncryption': {'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}}"));
            assertThat(policies(stream)).isEqualTo("Delete, Delete");
        });
        assertThat(policies(dev.only("AWS::S3::Bucket"))).isEqualTo("Delete, Delete");
        assertThat(app.stack("dev", "State").getTerminationProtection()).isFalse();
    }

    @Test
    void prodScalesAndOutlivesItsStack() {
        assertThat(prod.all("AWS::Kinesis::Stream").values()).allSatisfy(stream -> {
            assertThat(stream.get("Properties"))
                    .isEqualTo(json("{'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'RetentionPeriodHours': 168,"
                            + " 'StreamEncryption': {'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}}"));
            assertThat(policies(stream)).isEqualTo("Retain, Retain");
        });
        assertThat(policies(prod.only("AWS::S3::Bucket"))).isEqualTo("Retain, Retain");
        assertThat(app.stack("prod", "State").getTerminationProtection()).isTrue();
    }

    /** Made by Secrets Manager, so that nobody has seen it: another secret is another lottery. */
    @Test
    void theKeyOfTheDrawsIsGeneratedAndKeptInProd() {
        assertThat(prod.properties("AWS::SecretsManager::Secret").get("GenerateSecretString"))
                .isEqualTo(json("{'ExcludePunctuation': true, 'PasswordLength': 64}"));
        assertThat(policies(prod.only("AWS::SecretsManager::Secret"))).isEqualTo("Retain, Retain");
        assertThat(policies(dev.only("AWS::SecretsManager::Secret"))).isEqualTo("Delete, Delete");
    }

    @Test
    void theStreamsNamesArePublished() {
        assertThat(prod.outputs().entrySet())
                .filteredOn(output -> !output.getValue().has("Export"))
                .extracting(output -> output.getKey() + " = "
                        + output.getValue().at("/Value/Ref").asText())
                .containsExactlyElementsOf(STREAMS.stream()
                        .map(id -> id.substring(0, id.length() - 8) + "Name = " + id)
                        .toList());
    }

    private static String policies(JsonNode resource) {
        return resource.get("DeletionPolicy").asText() + ", "
                + resource.get("UpdateReplacePolicy").asText();
    }
}
