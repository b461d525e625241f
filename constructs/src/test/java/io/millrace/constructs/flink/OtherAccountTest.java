package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.testing.Annotated;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.IBucket;

/** What an application uses of another account. */
class OtherAccountTest {
    private static final String OTHER = "444455556666";

    @TempDir
    Path folder;

    private final Stack stack = Stack.Builder.create(new App(), "Stack")
            .env(Environment.builder()
                    .account("111122223333")
                    .region("eu-west-1")
                    .build())
            .build();

    @Test
    void onFlink1AnOutputIsLookedForByItsNameInTheJobsAccount() throws IOException {
        define(FlinkRuntime.FLINK_1_20);

        assertThat(Annotated.only(stack, "output 'bills' is a stream of account 444455556666, which a job on")
                        .text())
                .contains("looks for by its name in 111122223333")
                .endsWith(" [ack: @millrace/constructs:otherAccount:bills]");
    }

    @Test
    void onFlink2ItIsFoundByItsArn() throws IOException {
        define(FlinkRuntime.FLINK_2_2);

        assertThat(Annotated.in(stack))
                .noneMatch(annotation -> annotation.text().contains("looks for by its name"));
    }

    @Test
    void whatItsOwnerHasToPermitTheDeployOfAJarIsPrinted() throws IOException {
        IBucket bucket = Bucket.fromBucketAttributes(
                stack,
                "Releases",
                BucketAttributes.builder()
                        .bucketArn("arn:aws:s3:::partner")
                        .account(OTHER)
                        .encryptionKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-west-1:" + OTHER + ":key/1234"))
                        .build());
        new FlinkJobJar(stack, "Jar", new FlinkJobJarProps(bucket, TestJar.declaringNothing(folder)));

        assertThat(Annotated.in(stack))
                .extracting(Annotated::text)
                .containsExactlyInAnyOrder(
                        missing("the bucket's policy", "bucketListPolicy", "s3:ListBucket", "arn:aws:s3:::partner"),
                        missing(
                                "the bucket's policy",
                                "bucketWritePolicy",
                                "s3:AbortMultipartUpload\",\"s3:PutObject",
                                "arn:aws:s3:::partner/jobs/*"),
                        missing(
                                "the policy of the bucket's key",
                                "bucketWriteKeyPolicy",
                                "kms:Decrypt\",\"kms:GenerateDataKey",
                                "*"));
    }

    private static String missing(String policy, String id, String actions, String resource) {
        return ("%s belongs to account 444455556666, add: {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},"
                        + "\"Action\":[\"%s\"],\"Resource\":\"%s\"} [ack: @millrace/constructs:%s]")
                .formatted(policy, actions, resource, id);
    }

    private void define(FlinkRuntime runtime) throws IOException {
        new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(FlinkJobJar.fromBucket(
                                stack, "Jar", Bucket.fromBucketName(stack, "Releases", "releases"), "a.jar"))
                        .lifecycle(Lifecycle.none())
                        .runtime(runtime)
                        .output(
                                "bills",
                                EventStream.fromStreamArn(
                                        stack, "Bills", "arn:aws:kinesis:eu-west-1:" + OTHER + ":stream/bills"))
                        .build());
    }
}
