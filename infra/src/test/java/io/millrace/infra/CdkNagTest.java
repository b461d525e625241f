package io.millrace.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;

/** Holds every stack against cdk-nag's rules of AWS Solutions: what is found and not accepted here fails. */
class CdkNagTest {
    /** Rule and construct, and why it is to be so. */
    private static final Map<String, String> ACCEPTED_OF_THE_STATE = Map.of(
            "AwsSolutions-SMG4 State/DrawKey/Resource",
            "another key draws other winners: it is rotated by a deploy that pins it, and not by the clock",
            "AwsSolutions-S1 State/Artifacts/Resource/Resource",
            "the bucket holds jars that deployments write and the service reads; an access log would need a"
                    + " bucket of its own, and CloudTrail says who did what");

    /** The same of each application's stack, without the stack's id; {@code <id>} is the application's. */
    private static final Map<String, String> ACCEPTED_OF_AN_APPLICATION = Map.ofEntries(
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/FrameworkIsCompleteRole/DefaultPolicy/Resource",
                    "invokes the versions of two functions; see SecurityTest, which knows each"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/FrameworkOnEventRole/DefaultPolicy/Resource",
                    "invokes the versions of two functions; see SecurityTest, which knows each"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/OperatorRole/DefaultPolicy/Resource",
                    "cloudwatch:GetMetricData knows no resource"),
            entry(
                    "AwsSolutions-IAM5 JobLifecycle/Provider/waiter-state-machine/Role/DefaultPolicy/Resource",
                    "invokes the versions of two functions; see SecurityTest, which knows each"),
            entry(
                    "AwsSolutions-L1 JobLifecycle/IsComplete/Resource",
                    "Java 21 has years of support before it, and every region has it"),
            entry(
                    "AwsSolutions-L1 JobLifecycle/OnEvent/Resource",
                    "Java 21 has years of support before it, and every region has it"),
            entry(
                    "AwsSolutions-SF1 JobLifecycle/Provider/waiter-state-machine/Resource",
                    "it does nothing but call a function that logs each call; its own log would take permissions on all"
                            + " log groups"),
            entry(
                    "AwsSolutions-SF2 JobLifecycle/Provider/waiter-state-machine/Resource",
                    "it calls one function every 15 seconds, during a deploy; there is nothing to trace"),
            entry(
                    "AwsSolutions-IAM5 <id>/Role/DefaultPolicy/Resource",
                    "listing log groups and log streams; see SecurityTest, which knows each"),
            entry(
                    "AwsSolutions-L1 Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C1024MiB1024MiB/Resource",
                    "CDK writes this function, for the version of Python that it chose"));

    private static final String[] STAGES = {"dev", "prod", "review"};

    private static final Branch BRANCH = new Branch("feature/login-page");

    /** Where deploy/security-report finds what was found. */
    private static final Path REPORTS = Path.of("target", "nag");

    @BeforeAll
    static void check(@TempDir Path folder) throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, Map.of("MILLRACE_REVIEW", BRANCH.name()));
        for (String stage : STAGES) {
            for (String stack : SynthesisedApp.stacks()) {
                Aspects.of(app.stack(stage, stack))
                        .add(AwsSolutionsChecks.Builder.create()
                                .reportFormats(List.of(NagReportFormat.JSON))
                                .build());
            }
            app.template(stage, "State");
        }
        keep(folder.resolve("assembly"));
    }

    private static void keep(Path assembly) throws IOException {
        Files.createDirectories(REPORTS);
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(assembly, "*NagReport.json")) {
            for (Path report : reports) {
                Files.copy(report, REPORTS.resolve(report.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "review"})
    void everyFindingIsAcceptedForAReason(String stage) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String stack : SynthesisedApp.stacks()) {
            found.addAll(lines(stage, stack, "Non-Compliant"));
        }

        assertThat(found).isEqualTo(accepted());
    }

    private static Set<String> accepted() {
        Set<String> accepted = new TreeSet<>(ACCEPTED_OF_THE_STATE.keySet());
        for (JobApplication job : JobApplication.ALL) {
            for (String finding : ACCEPTED_OF_AN_APPLICATION.keySet()) {
                accepted.add(finding.replaceFirst(" ", " " + job.id() + "/").replace("<id>", job.id()));
            }
        }
        return accepted;
    }

    /** A rule that could not be evaluated, or a report of no rule, would be no finding either. */
    @ParameterizedTest
    @CsvSource({
        "State, AwsSolutions-KDS1 State/Draws/Resource/Resource",
        "Lottery, AwsSolutions-IAM4 Lottery/Lottery/Role/Resource"
    })
    void everyRuleWasEvaluated(String stack, String passed) throws IOException {
        for (String stage : STAGES) {
            assertThat(lines(stage, stack, "UNKNOWN")).isEmpty();
            assertThat(lines(stage, stack, "Compliant")).contains(passed);
        }
    }

    /** Each line of a stack's report with a result: the rule, and the construct's path in its stage. */
    private static Set<String> lines(String stage, String stack, String compliance) throws IOException {
        String report =
                "AwsSolutions-millrace-" + stage + "-" + (stage.equals("review") ? BRANCH.shortName() + "-" : "")
                        + stack.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + "-NagReport.json";
        JsonNode lines =
                new ObjectMapper().readTree(REPORTS.resolve(report).toFile()).get("lines");
        Set<String> found = new TreeSet<>();
        for (JsonNode line : lines) {
            if (line.get("compliance").asText().equals(compliance)) {
                found.add(line.get("ruleId").asText() + " "
                        + line.get("resourceId").asText().substring(stage.length() + 1));
            }
        }
        return found;
    }
}
