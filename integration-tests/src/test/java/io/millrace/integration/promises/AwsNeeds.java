package io.millrace.integration.promises;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** What the suite must be given for a stage on AWS. */
final class AwsNeeds {
    private static final String PERMISSIONS = """
            cloudformation:DescribeStacks, ListStackResources, GetTemplate on the stage's stacks;
            kinesisanalytics:DescribeApplication on its applications;
            cloudwatch:DescribeAlarms, GetMetricData;
            and, to put and read records, kinesis:PutRecords on its inputs, kinesis:ListShards, GetShardIterator and
            GetRecords on its outputs, and the use of the key that encrypts them, where it is one of your own""";

    private AwsNeeds() {}

    /**
     * Looks for all of it.
     *
     * @throws IllegalStateException naming everything that is missing
     */
    static void check(Target target, AwsCredentialsProvider credentials, AwsRegionProvider region) {
        List<String> missing = new ArrayList<>();
        Path manifest = target.assembly().resolve("manifest.json");
        if (!Files.isRegularFile(manifest)) {
            missing.add(
                    "the cloud assembly that was deployed: there is no %s; -Dmillrace.assembly=PATH says where it is"
                            .formatted(manifest));
        }
        problem(credentials::resolveCredentials)
                .map(said -> "credentials: in the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,"
                        + " AWS_SESSION_TOKEN), a profile (AWS_PROFILE) or a role (AWS_WEB_IDENTITY_TOKEN_FILE with"
                        + " AWS_ROLE_ARN). " + said)
                .ifPresent(missing::add);
        problem(region::getRegion)
                .map(said -> "a region, as in AWS_REGION=eu-central-1. " + said)
                .ifPresent(missing::add);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "stage %s on AWS cannot be checked without%n- %s%nThe credentials must allow%n%s"
                            .formatted(target.stageName(), String.join("%n- ".formatted(), missing), PERMISSIONS));
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
