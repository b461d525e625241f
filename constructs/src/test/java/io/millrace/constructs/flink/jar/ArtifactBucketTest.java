package io.millrace.constructs.flink.jar;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;

class ArtifactBucketTest {
    private static SynthesisedStack kept;
    private static SynthesisedStack disposable;

    @BeforeAll
    static void synthesise(@TempDir Path assembly) {
        App app = new App(AppProps.builder().outdir(assembly.toString()).build());
        Stack keptStack = new Stack(app, "Kept");
        new ArtifactBucket(keptStack, "Jars", ArtifactBucketProps.defaults());
        Stack disposableStack = new Stack(app, "Disposable");
        new ArtifactBucket(
                disposableStack,
                "Jars",
                ArtifactBucketProps.builder()
                        .noncurrentVersionExpiration(Duration.ofDays(3))
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build());
        kept = SynthesisedStack.of(keptStack);
        disposable = SynthesisedStack.of(disposableStack);
    }

    @Test
    void aBucketIsVersionedEncryptedAndPrivate() {
        assertThat(kept.properties("AWS::S3::Bucket")).isEqualTo(json("""
                                {
                                  'VersioningConfiguration': {'Status': 'Enabled'},
                                  'BucketEncryption': {'ServerSideEncryptionConfiguration': [
                                    {'ServerSideEncryptionByDefault': {'SSEAlgorithm': 'AES256'}}]},
                                  'OwnershipControls': {'Rules': [{'ObjectOwnership': 'BucketOwnerEnforced'}]},
                                  'PublicAccessBlockConfiguration': {
                                    'BlockPublicAcls': true, 'BlockPublicPolicy': true,
                                    'IgnorePublicAcls': true, 'RestrictPublicBuckets': true},
                                  'LifecycleConfiguration': {'Rules': [{
                                    'Status': 'Enabled',
                                    'NoncurrentVersionExpiration': {'NoncurrentDays': 90},
                                    'AbortIncompleteMultipartUpload': {'DaysAfterInitiation': 7}}]}
                                }
                                """));
    }

    @Test
    void aBucketRefusesWhateverIsNotTls() {
        JsonNode statements = kept.properties("AWS::S3::BucketPolicy").at("/PolicyDocument/Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).get("Effect").asText()).isEqualTo("Deny");
        assertThat(statements.get(0).get("Action").asText()).isEqualTo("s3:*");
        assertThat(statements.get(0).get("Condition")).isEqualTo(json("{'Bool': {'aws:SecureTransport': 'false'}}"));
    }

    @Test
    void aBucketIsKeptUnlessToldOtherwise() {
        assertThat(kept.only("AWS::S3::Bucket").get("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(kept.types()).containsExactly("AWS::S3::Bucket", "AWS::S3::BucketPolicy");
    }

    @Test
    void aDisposableBucketIsEmptiedFirst() {
        assertThat(disposable.only("AWS::S3::Bucket").get("DeletionPolicy").asText())
                .isEqualTo("Delete");
        assertThat(disposable.types()).contains("Custom::S3AutoDeleteObjects");
    }

    @Test
    void oldVersionsExpireWhenTold() {
        assertThat(disposable
                        .properties("AWS::S3::Bucket")
                        .at("/LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration/NoncurrentDays")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void theFunctionThatEmptiesABucketMayMakeTheCallsThatItMakes() {
        JsonNode statement = disposable.properties("AWS::S3::BucketPolicy").at("/PolicyDocument/Statement/1");

        assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.at("/Principal/AWS/Fn::GetAtt/0").asText()).startsWith("CustomS3AutoDeleteObjects");
        assertThat(statement.get("Action"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "s3:DeleteObject",
                        "s3:DeleteObjectVersion",
                        "s3:GetBucketPolicy",
                        "s3:GetBucketTagging",
                        "s3:ListBucketVersions",
                        "s3:PutBucketPolicy");
    }

    @Test
    void oldVersionsExpireAfterTheChosenTime(@TempDir Path assembly) {
        Stack stack =
                new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Chosen");
        new ArtifactBucket(
                stack,
                "Jars",
                ArtifactBucketProps.builder()
                        .noncurrentVersionExpiration(Duration.ofDays(30))
                        .build());

        assertThat(SynthesisedStack.of(stack)
                        .properties("AWS::S3::Bucket")
                        .at("/LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration/NoncurrentDays")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void oldVersionsExpireAfterWholeDays() {
        assertThatThrownBy(() -> ArtifactBucketProps.builder()
                        .noncurrentVersionExpiration(Duration.ofHours(36))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noncurrentVersionExpiration must be whole days, at least 1, got 'PT36H'");
        assertThatThrownBy(() -> ArtifactBucketProps.builder()
                        .noncurrentVersionExpiration(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noncurrentVersionExpiration must be whole days, at least 1, got 'PT0S'");
    }
}
