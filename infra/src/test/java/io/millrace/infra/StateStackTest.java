package io.millrace.infra;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import org.junit.jupiter.api.Test;

class StateStackTest {
    private final SynthesisedApp app = SynthesisedApp.whole();
    private final SynthesisedStack dev = app.template("dev", "State");
    private final SynthesisedStack prod = app.template("prod", "State");

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
    void devCanAlsoEmptyItsBucket() {
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

    /** Secrets Manager generates it, so that nobody has seen it. Another key draws other winners. */
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
                        + output.getValue().at("/Value/Ref").asText().replaceAll("[0-9A-F]{8}$", ""))
                .containsExactlyInAnyOrderElementsOf(JobApplication.streams(JobApplication.ALL).stream()
                        .map(id -> id + "Name = " + id)
                        .toList());
    }

    private static String policies(JsonNode resource) {
        return resource.get("DeletionPolicy").asText() + ", "
                + resource.get("UpdateReplacePolicy").asText();
    }
}
