package io.millrace.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every stack of every environment with cdk-nag's AWS Solutions rules. A finding fails unless it is accepted here. */
class CdkNagTest {
    /** Rule and construct of each accepted finding in the state's stack, and the reason. */
    private static final Map<String, String> ACCEPTED_OF_THE_STATE = Map.of(
            "AwsSolutions-SMG4 State/DrawKey/Resource",
            "another key draws other winners, so it is rotated by a deployment that pins it, and not on a schedule",
            "AwsSolutions-S1 State/Artifacts/Resource/Resource",
            "the bucket holds jars that deployments write and the service reads; an access log would need a"
                    + " bucket of its own, and CloudTrail records who did what");

    /**
     * The same for each stream: its key is the one that AWS manages for Kinesis, which CDK leaves out in China by a condition
     * that cdk-nag does not evaluate.
     */
    private static final String ACCEPTED_OF_A_STREAM = "AwsSolutions-KDS3 State/<id>/Resource/Resource";

    /** The same for each application's stack, without the stack's id; {@code <id>} is the application's. */
    private static final Map<String, String> ACCEPTED_OF_AN_APPLICATION = Map.ofEntries(
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/FrameworkIsCompleteRole/DefaultPolicy/Resource",
                    "invokes the versions of two functions, all listed in SecurityTest"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/FrameworkOnEventRole/DefaultPolicy/Resource",
                    "invokes the versions of two functions, all listed in SecurityTest"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/OperatorRole/DefaultPolicy/Resource",
                    "cloudwatch:GetMetricData takes no resource"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/Provider/waiter-state-machine/Role/DefaultPolicy/Resource",
                    "invokes the versions of two functions, all listed in SecurityTest"),
            entry(
                    "AwsSolutions-L1 JobLifecycle/IsComplete/Resource",
                    "Java 21 is supported for years to come, and in every region"),
            entry(
                    "AwsSolutions-L1 JobLifecycle/OnEvent/Resource",
                    "Java 21 is supported for years to come, and in every region"),
            entry(
                    "AwsSolutions-SF1 JobLifecycle/Provider/waiter-state-machine/Resource",
                    "it only calls a function that logs each call; a log of its own would need permissions on all log"
                            + " groups"),
            entry(
                    "AwsSolutions-SF2 JobLifecycle/Provider/waiter-state-machine/Resource",
                    "it calls one function every 15 seconds during a deployment; there is nothing to trace"),
            entry(
                    "AwsSolutions-IAM5 <id>/Role/DefaultPolicy/Resource",
                    "lists log groups and log streams and reads all jars, as SecurityTest has it"),
            entry(
                    "AwsSolutions-L1 Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C1024MiB1024MiB/Resource",
                    "CDK provides this function, for the version of Python that it chose"));

    /** Where deploy/security-report reads the findings. */
    private static final Path REPORTS = Path.of("target", "nag");

    private final SynthesisedApp app = SynthesisedApp.whole();

    @BeforeAll
    static void keepReports() throws IOException {
        Files.createDirectories(REPORTS);
        try (DirectoryStream<Path> reports =
                Files.newDirectoryStream(SynthesisedApp.whole().folder(), "*NagReport.json")) {
            for (Path report : reports) {
                Files.copy(report, REPORTS.resolve(report.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void everyFindingIsAcceptedForAReason(StageConfig environment) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String stack : app.stacks(environment.name())) {
            found.addAll(lines(environment.name(), stack, "Non-Compliant"));
        }

        assertThat(found).isEqualTo(accepted(environment.name()));
    }

    private Set<String> accepted(String stage) {
        Set<String> accepted = new TreeSet<>(ACCEPTED_OF_THE_STATE.keySet());
        JobApplication.streams(JobApplication.ALL)
                .forEach(stream -> accepted.add(ACCEPTED_OF_A_STREAM.replace("<id>", stream)));
        for (JobApplication job : JobApplication.ALL) {
            for (String finding : ACCEPTED_OF_AN_APPLICATION.keySet()) {
                accepted.add(finding.replaceFirst(" ", " " + app.stackOf(stage, job) + "/")
                        .replace("<id>", job.id()));
            }
        }
        return accepted;
    }

    /** A rule that could not be evaluated finds nothing, and neither does a report without rules. */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void everyRuleIsEvaluated(StageConfig environment) throws IOException {
        String stage = environment.name();
        for (String stack : app.stacks(stage)) {
            assertThat(lines(stage, stack, "UNKNOWN")).isEmpty();
        }
        assertThat(lines(stage, "State", "Compliant")).contains("AwsSolutions-KDS1 State/Draws/Resource/Resource");
        for (JobApplication job : JobApplication.ALL) {
            String stack = app.stackOf(stage, job);
            assertThat(lines(stage, stack, "Compliant"))
                    .contains("AwsSolutions-IAM4 " + stack + "/" + job.id() + "/Role/Resource");
        }
    }

    /** Each line with a result in a stack's report: the rule, and the construct's path in its stage. */
    private Set<String> lines(String stage, String stack, String compliance) throws IOException {
        Path report = REPORTS.resolve("AwsSolutions-" + app.stack(stage, stack).getStackName() + "-NagReport.json");
        Set<String> found = new TreeSet<>();
        for (JsonNode line : new ObjectMapper().readTree(report.toFile()).get("lines")) {
            if (line.get("compliance").asText().equals(compliance)) {
                found.add(line.get("ruleId").asText() + " "
                        + line.get("resourceId").asText().substring(stage.length() + 1));
            }
        }
        return found;
    }
}
