package io.millrace.promises;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** What the suite needs to check a stage on AWS. */
final class AwsNeeds {
    private static final String PERMISSIONS = """
            cloudformation:DescribeStacks, ListStackResources on the stage's stacks;
            kinesisanalytics:DescribeApplication on its applications;
            cloudwatch:DescribeAlarms, GetMetricData;
            and, to put and read records, kinesis:PutRecords on its inputs, kinesis:ListShards, GetShardIterator and
            GetRecords on its outputs, and the use of the key that encrypts them, if it is a customer managed key""";

    private AwsNeeds() {}

    /**
     * Checks that everything is there.
     *
     * @throws IllegalStateException that names everything that is missing
     */
    static void check(CheckedStage stage, AwsCredentialsProvider credentials, AwsRegionProvider region) {
        List<String> missing = new ArrayList<>();
        Path manifest = stage.assembly().resolve("manifest.json");
        if (!Files.isRegularFile(manifest)) {
            missing.add("the cloud assembly that was deployed: there is no %s; give its directory with --assembly"
                    .formatted(manifest));
        }
        problem(credentials::resolveCredentials)
                .map(reason -> "credentials: in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,"
                        + " AWS_SESSION_TOKEN), a profile (AWS_PROFILE) or a role (AWS_WEB_IDENTITY_TOKEN_FILE with"
                        + " AWS_ROLE_ARN). " + reason)
                .ifPresent(missing::add);
        problem(region::getRegion)
                .map(reason -> "a region, as in AWS_REGION=eu-central-1. " + reason)
                .ifPresent(missing::add);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "stage %s on AWS cannot be checked without%n- %s%nThe credentials must allow%n%s"
                            .formatted(stage.name(), String.join("%n- ".formatted(), missing), PERMISSIONS));
        }
    }

    private static Optional<String> problem(Supplier<?> question) {
        try {
            return question.get() == null ? Optional.of("") : Optional.empty();
        } catch (SdkClientException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
