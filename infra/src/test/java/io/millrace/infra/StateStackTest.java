package io.millrace.infra;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
            assertThat(policies(stream)).isEqualTo("RetainExceptOnCreate, Retain");
        });
        assertThat(policies(prod.only("AWS::S3::Bucket"))).isEqualTo("RetainExceptOnCreate, Retain");
        assertThat(app.stack("prod", "State").getTerminationProtection()).isTrue();
    }

    /** Secrets Manager generates it, so that nobody has seen it. Another key draws other winners. */
    @Test
    void theKeyOfTheDrawsIsGeneratedAndKeptInProd() {
        assertThat(prod.properties("AWS::SecretsManager::Secret").get("GenerateSecretString"))
                .isEqualTo(json("{'ExcludePunctuation': true, 'PasswordLength': 64}"));
        assertThat(policies(prod.only("AWS::SecretsManager::Secret"))).isEqualTo("RetainExceptOnCreate, Retain");
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

    /**
     * CDK exports what is referenced at the moment. CloudFormation refuses to drop an export that a deployed stack imports, so
     * the exports must not depend on the bindings.
     */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void everyStreamBucketAndSecretIsExportedWhateverIsBound(StageConfig environment) {
        assertThat(exports(app.template(environment.name(), "State")))
                .containsExactlyInAnyOrderElementsOf(attributes(app.template(environment.name(), "State")));
    }

    @Test
    void theKeyOfTheDrawsIsExportedWhenNoJobReadsIt(@TempDir Path folder) throws IOException {
        SynthesisedStack state = SynthesisedApp.of(
                        folder,
                        List.of(Environments.DEV),
                        JobApplication.builder("Copying", "Copies clicks")
                                .inputs("Clicks")
                                .outputs("Copies")
                                .build())
                .template("dev", "State");

        assertThat(exports(state)).containsExactlyInAnyOrderElementsOf(attributes(state));
    }

    /** The names of CDK's own exports, so that stacks that were deployed with these find them. */
    @Test
    void theExportsHaveTheNamesThatReferencesGet() {
        assertThat(app.template("prod", "Lottery").findAll("Fn::ImportValue"))
                .extracting(JsonNode::asText)
                .isSubsetOf(prod.findAll("Export").stream()
                        .map(published -> published.get("Name").asText())
                        .toList());
    }

    /** What each export publishes: the resource's type, and {@code Ref} or {@code Arn}. */
    private static List<String> exports(SynthesisedStack state) {
        return state.outputs().values().stream()
                .filter(output -> output.has("Export"))
                .map(output -> output.get("Value").has("Ref")
                        ? output.at("/Value/Ref").asText() + ".Ref"
                        : output.at("/Value/Fn::GetAtt/0").asText() + "."
                                + output.at("/Value/Fn::GetAtt/1").asText())
                .sorted()
                .toList();
    }

    private static List<String> attributes(SynthesisedStack state) {
        return Stream.of(
                        ids(state, "AWS::Kinesis::Stream", ".Ref", ".Arn"),
                        ids(state, "AWS::S3::Bucket", ".Ref", ".Arn"),
                        // the reference of a secret is its ARN
                        ids(state, "AWS::SecretsManager::Secret", ".Ref"))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> ids(SynthesisedStack state, String type, String... attributes) {
        return state.all(type).keySet().stream()
                .flatMap(id -> Arrays.stream(attributes).map(attribute -> id + attribute));
    }

    /** A resource that is retained although its creation failed would hold its name: the deployment could not be repeated. */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void nothingOutlivesAFailedCreation(StageConfig environment) {
        assertThat(app.templates(environment.name()))
                .allSatisfy(template -> assertThat(template.findAll("DeletionPolicy"))
                        .extracting(JsonNode::asText)
                        .isSubsetOf("Delete", "RetainExceptOnCreate"));
    }

    private static String policies(JsonNode resource) {
        return resource.get("DeletionPolicy").asText() + ", "
                + resource.get("UpdateReplacePolicy").asText();
    }
}
