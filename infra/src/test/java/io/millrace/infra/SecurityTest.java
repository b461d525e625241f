package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
    private static final Pattern SECRET =
            Pattern.compile("AKIA|ASIA|(?i:password|passwd|secret|api.?key|(?<!service)token|private key)");
    /** What names a secret that Secrets Manager makes and keeps. */
    private static final Pattern NAMED_ONLY = Pattern.compile(
            "AWS::SecretsManager::Secret|\"(GenerateSecretString|PasswordLength)\"|secretsmanager:GetSecretValue");

    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9a-fA-F])[0-9]{12}(?![0-9a-fA-F])");

    private static SynthesisedApp app;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        app = new SynthesisedApp(folder, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lottery", "BookingAlerts", "Rollup", "Outliers"})
    void everyWildcardOfAnApplicationIsKnown(String id) {
        for (String stage : new String[] {"dev", "prod"}) {
            assertThat(PolicyStatements.wildcards(app.template(stage, id)))
                    .containsExactly(
                            // GetMetricData knows no resource
                            "cloudwatch:GetMetricData on *",
                            // CDK's framework around the lifecycle's functions: all versions of the one function each
                            "lambda:InvokeFunction on ${JobLifecycleIsComplete}:*",
                            "lambda:InvokeFunction on ${JobLifecycleOnEvent}:*",
                            "lambda:InvokeFunction on ${JobLifecycleProviderframeworkisComplete}:*",
                            "lambda:InvokeFunction on ${JobLifecycleProviderframeworkonTimeout}:*",
                            // the service looks for its log group by listing groups, and for its stream by listing
                            // streams: a list is allowed on all or on nothing
                            "logs:DescribeLogGroups on arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
                                    + ":log-group:*",
                            "logs:DescribeLogStreams on arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
                                    + ":log-group:${" + id + "LogsGroup}:log-stream:*");
        }
    }

    @Test
    void everyWildcardOfTheStateIsKnown() {
        assertThat(PolicyStatements.wildcards(app.template("prod", "State"))).isEmpty();
        assertThat(PolicyStatements.wildcards(app.template("dev", "State")))
                .containsExactly(
                        // CDK's function that empties the one bucket before it is deleted: all of its objects
                        "s3:DeleteObject on ${Artifacts}/*",
                        "s3:DeleteObjectVersion on ${Artifacts}/*",
                        "s3:GetBucketPolicy on ${Artifacts}/*",
                        "s3:GetBucketTagging on ${Artifacts}/*",
                        "s3:ListBucketVersions on ${Artifacts}/*",
                        "s3:PutBucketPolicy on ${Artifacts}/*");
    }

    @Test
    void noActionIsAWildcard() {
        assertThat(app.templates().stream().flatMap(template -> PolicyStatements.actions(template).stream()))
                .contains("kinesis:PutRecords", "s3:DeleteObject", "sts:AssumeRole")
                .noneMatch(action -> action.contains("*"));
    }

    @Test
    void noTemplateHoldsASecretOrAnAccount() {
        for (SynthesisedStack template : app.templates()) {
            assertThat(NAMED_ONLY.matcher(template.toString()).replaceAll(""))
                    .doesNotContainPattern(SECRET)
                    .doesNotContainPattern(ACCOUNT);
        }
    }

    @Test
    void whatLooksLikeASecretOrAnAccountIsFound() {
        assertThat("{\"Password\": \"x\"}").containsPattern(SECRET);
        assertThat("AKIAIOSFODNN7EXAMPLE").containsPattern(SECRET);
        assertThat("{\"SecretString\": \"x\"}").containsPattern(SECRET).doesNotContainPattern(NAMED_ONLY);
        assertThat("arn:aws:iam::123456789012:role/r").containsPattern(ACCOUNT);
    }
}
