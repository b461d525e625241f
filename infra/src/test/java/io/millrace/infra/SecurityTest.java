package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.constructs.testing.SynthesisedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecurityTest {
    private static final Pattern SECRET =
            Pattern.compile("AKIA|ASIA|(?i:password|passwd|secret|api.?key|(?<!service)token|private key)");
    /** Text that names a secret, whose value only Secrets Manager has. */
    private static final Pattern NAMED_ONLY = Pattern.compile(
            "AWS::SecretsManager::Secret|\"(GenerateSecretString|PasswordLength)\"|secretsmanager:GetSecretValue");

    private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9a-fA-F])[0-9]{12}(?![0-9a-fA-F])");

    private final SynthesisedApp app = SynthesisedApp.whole();

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void everyWildcardOfAnApplicationIsKnown(StageConfig environment) {
        for (JobApplication job : JobApplication.ALL) {
            assertThat(PolicyStatements.wildcards(app.template(environment.name(), job)))
                    .containsExactlyInAnyOrderElementsOf(expected(environment, job));
        }
    }

    private List<String> expected(StageConfig environment, JobApplication job) {
        List<String> expected = new ArrayList<>(List.of(
                // GetMetricData takes no resource
                "cloudwatch:GetMetricData on *",
                // CDK's framework around the lifecycle's functions: all versions of one function each
                "lambda:InvokeFunction on ${JobLifecycleIsComplete}:*",
                "lambda:InvokeFunction on ${JobLifecycleOnEvent}:*",
                "lambda:InvokeFunction on ${JobLifecycleProviderframeworkisComplete}:*",
                "lambda:InvokeFunction on ${JobLifecycleProviderframeworkonTimeout}:*",
                // the service finds its log group and its log stream by listing them, which is allowed on all or on
                // none
                "logs:DescribeLogGroups on arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*",
                // all jars of the bucket: a rollback by the service reads the former one
                "s3:GetObject on " + artifacts(environment) + "/jobs/*",
                "s3:GetObjectVersion on " + artifacts(environment) + "/jobs/*"));
        JobApplication.ALL.stream()
                .filter(other -> app.stackOf(environment.name(), other).equals(app.stackOf(environment.name(), job)))
                .map(other -> "logs:DescribeLogStreams on arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
                        + ":log-group:${" + other.id() + "LogsGroup}:log-stream:*")
                .forEach(expected::add);
        return expected;
    }

    /** The bucket's ARN, as exported by the stack of the state. */
    private String artifacts(StageConfig environment) {
        return "${" + app.stack(environment.name(), "State").getStackName() + ":ExportsOutputFnGetAttArtifacts}";
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void everyWildcardOfTheStateIsKnown(StageConfig environment) {
        // the function with which CDK empties the bucket before it deletes it: all objects of that bucket
        String[] emptying = {
            "s3:DeleteObject on ${Artifacts}/*",
            "s3:DeleteObjectVersion on ${Artifacts}/*",
            "s3:GetBucketPolicy on ${Artifacts}/*",
            "s3:GetBucketTagging on ${Artifacts}/*",
            "s3:ListBucketVersions on ${Artifacts}/*",
            "s3:PutBucketPolicy on ${Artifacts}/*"
        };

        assertThat(PolicyStatements.wildcards(app.template(environment.name(), "State")))
                .containsExactly(environment.lifetime() == Lifetime.PERMANENT ? new String[0] : emptying);
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void noActionIsAWildcard(StageConfig environment) {
        assertThat(app.templates(environment.name()).stream()
                        .flatMap(template -> PolicyStatements.actions(template).stream()))
                .contains("kinesis:PutRecords", "sts:AssumeRole")
                .noneMatch(action -> action.contains("*"));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void noTemplateHoldsASecretOrAnAccount(StageConfig environment) {
        for (SynthesisedStack template : app.templates(environment.name())) {
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
