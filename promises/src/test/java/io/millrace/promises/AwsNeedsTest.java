package io.millrace.promises;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class AwsNeedsTest {
    private static final AwsCredentialsProvider NONE = () -> {
        throw SdkClientException.create("no provider has any");
    };

    @TempDir
    private Path assembly;

    @Test
    void everythingThatIsMissingIsReportedAtOnceWithThePermissions() {
        CheckedStage stage = new CheckedStage("dev", assembly, false);

        assertThatThrownBy(() -> AwsNeeds.check(stage, NONE, () -> {
                    throw SdkClientException.create("no region is set");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "stage dev on AWS cannot be checked without",
                        "there is no " + assembly.resolve("manifest.json") + "; give its directory with --assembly",
                        "AWS_WEB_IDENTITY_TOKEN_FILE with AWS_ROLE_ARN). no provider has any",
                        "AWS_REGION=eu-central-1. no region is set",
                        "cloudformation:DescribeStacks, ListStackResources on",
                        "kinesis:PutRecords");
    }

    @Test
    void nothingIsReportedWhenEverythingIsThere() throws IOException {
        Files.createFile(assembly.resolve("manifest.json"));

        assertThatCode(() -> AwsNeeds.check(
                        new CheckedStage("dev", assembly, false),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")),
                        () -> Region.EU_CENTRAL_1))
                .doesNotThrowAnyException();
    }
}
