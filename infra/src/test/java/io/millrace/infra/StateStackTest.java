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
    /** With CDK's condition, because the region is not known before the deploy. */
    private static final String ENCRYPTION =
            "'StreamEncryption': {'Fn::If': ['AwsCdkKinesisEncryptedStreamsUnsupportedRegions', {'Ref': 'AWS::NoValue'},"
                    + " {'EncryptionType': 'KMS', 'KeyId': 'alias/aws/kinesis'}]}";

    /** The types whose resources hold data: records, jars, a key, and the snapshots of an application. */
    private static final List<String> DATA = List.of(
            "AWS::Kinesis::Stream",
            "AWS::S3::Bucket",
            "AWS::SecretsManager::Secret",
            "AWS::KinesisAnalyticsV2::Application");

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
    void devIsSmall() {
        assertThat(dev.all("AWS::Kinesis::Stream").values()).allSatisfy(stream -> {
            assertThat(stream.get("Properties"))
                    .isEqualTo(json("{'StreamModeDetails': {'StreamMode': 'PROVISIONED'}, 'ShardCount': 2,"
                            + " 'RetentionPeriodHours': 24, " + ENCRYPTION + "}"));
        });
    }

    @Test
    void prodScalesAndKeepsRecordsForAWeek() {
        assertThat(prod.all("AWS::Kinesis::Stream").values()).allSatisfy(stream -> {
            assertThat(stream.get("Properties"))
                    .isEqualTo(json("{'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'RetentionPeriodHours': 168,"
                            + " " + ENCRYPTION + "}"));
        });
    }

    /** So that a new environment is checked as soon as it is in the list. */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void dataAndStacksLiveAsLongAsTheirEnvironment(StageConfig environment) {
        boolean permanent = environment.lifetime() == Lifetime.PERMANENT;
        String name = environment.name();

        assertThat(app.stacks(name)).allSatisfy(id -> {
            assertThat(app.stack(name, id).getTerminationProtection()).isEqualTo(permanent);
            SynthesisedStack template = app.template(name, id);
            assertThat(template.types()).containsAnyElementsOf(DATA);
            DATA.stream().filter(template.types()::contains).forEach(type -> assertThat(template.all(type))
                    .allSatisfy((resource, content) -> assertThat(policies(content))
                            .isEqualTo(permanent ? "RetainExceptOnCreate, Retain" : "Delete, Delete")));
        });
    }

    /** Secrets Manager generates it, so that nobody has seen it. Another key draws other winners. */
    @Test
    void theKeyOfTheDrawsIsGenerated() {
        assertThat(prod.properties("AWS::SecretsManager::Secret").get("GenerateSecretString"))
                .isEqualTo(json("{'ExcludePunctuation': true, 'PasswordLength': 64}"));
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
