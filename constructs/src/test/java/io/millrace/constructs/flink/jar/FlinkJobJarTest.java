package io.millrace.constructs.flink.jar;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;

class FlinkJobJarTest {
    private static Path jarFile;
    private static FlinkJobJar jar;
    private static SynthesisedStack template;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        App app = new App(
                AppProps.builder().outdir(folder.resolve("assembly").toString()).build());
        Stack stack = new Stack(app, "Stack");
        ArtifactBucket bucket = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        jarFile = TestJar.declaringLottery(folder);
        jar = new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(bucket, jarFile));
        new FlinkJobJar(stack, "Other", new FlinkJobJarProps(bucket, TestJar.declaringNothing(folder)));
        template = SynthesisedStack.of(stack);
    }

    @Test
    void aJarLiesUnderItsContentsHash() throws IOException {
        assertThat(jar.objectKey()).matches("jobs/[0-9a-f]{64}\\.jar");

        String again = objectKeyOf(Files.copy(jarFile, jarFile.resolveSibling("copy.jar")));
        String changed = objectKeyOf(TestJar.declaringNothing(jarFile.getParent()));

        assertThat(again).isEqualTo(jar.objectKey());
        assertThat(changed).isNotEqualTo(jar.objectKey());
    }

    @Test
    void theJarIsCopiedWholeAndTheOlderOnesStay() {
        String id = template.idOf("Custom::CDKBucketDeployment", "JarDeployment");
        ObjectNode deployment = template.resource(id).get("Properties").deepCopy();
        deployment.remove(Set.of("ServiceToken", "SourceBucketNames", "WaitForDistributionInvalidation"));

        assertThat((JsonNode) deployment)
                .isEqualTo(json(("{'SourceObjectKeys': ['%s'], 'DestinationBucketName': {'Ref': '%s'},"
                                + " 'DestinationBucketKeyPrefix': 'jobs', 'Extract': false, 'Prune': false,"
                                + " 'RetainOnDelete': true, 'OutputObjectKeys': false}")
                        .formatted(
                                jar.objectKey().substring("jobs/".length()),
                                template.idOf("AWS::S3::Bucket", "Artifacts"))));
    }

    @Test
    void allJarsOfAStackShareOneFunctionAndItsLogs() {
        assertThat(template.all("Custom::CDKBucketDeployment")).hasSize(2);
        assertThat(template.all("AWS::Lambda::Function")).hasSize(1);
        assertThat(template.properties("AWS::Logs::LogGroup")).isEqualTo(json("{'RetentionInDays': 30}"));
        assertThat(template.only("AWS::Logs::LogGroup").get("DeletionPolicy").asText())
                .isEqualTo("Delete");
    }

    @Test
    void theFunctionReadsItsJarsAndAddsThem() {
        String role = template.properties("AWS::Lambda::Function")
                .at("/Role/Fn::GetAtt/0")
                .asText();

        assertThat(template.actionsAllowed(role))
                .containsExactly(
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "s3:AbortMultipartUpload",
                        "s3:GetObject",
                        "s3:ListBucket",
                        "s3:PutObject");
        assertThat(template.actionsAllowedOn("\"/" + jar.objectKey() + "\"", role))
                .containsExactly("s3:AbortMultipartUpload", "s3:PutObject");
        assertThat(template.actionsAllowedOn("/" + jar.objectKey().substring("jobs/".length()), role))
                .containsExactly("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject");
        assertThat(template.resource(role).get("Properties").has("ManagedPolicyArns"))
                .isFalse();
    }

    @Test
    void theFunctionHasItsPermissionsBeforeItCopies() {
        String policy = template.idOf("AWS::IAM::Policy", "JarDeployerRole");

        assertThat(template.all("Custom::CDKBucketDeployment").values())
                .allSatisfy(deployment -> assertThat(deployment.get("DependsOn"))
                        .extracting(JsonNode::asText)
                        .contains(policy));
    }

    @Test
    void deployingAJarLeavesTheBucketAsItWas() {
        assertThat(template.properties("AWS::S3::Bucket").has("Tags")).isFalse();
    }

    @Test
    void aMissingJarIsRefused(@TempDir Path folder) {
        Path missing = folder.resolve("missing.jar");

        assertThatThrownBy(() -> objectKeyOf(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jar must be an existing .jar file, got '" + missing + "'; build it first");
    }

    @Test
    void aFileThatIsNoJarIsRefused(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "text");

        assertThatThrownBy(() -> objectKeyOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jar must be a readable jar with a valid declaration, got '" + text + "'")
                .hasCauseInstanceOf(IOException.class);
    }

    private static String objectKeyOf(Path file) {
        Stack stack = new Stack(new App(), "Stack");
        ArtifactBucket artifacts = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        return new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(artifacts, file)).objectKey();
    }
}
