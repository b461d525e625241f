package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.ArtifactBucket;
import io.millrace.constructs.flink.jar.ArtifactBucketProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.monitoring.FlinkMonitoring;
import io.millrace.constructs.monitoring.FlinkMonitoringProps;
import io.millrace.constructs.nag.CdkNagSuppressions;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** What an adopter sees who checks an app with cdk-nag. */
class NagSuppressionsTest {
    /** Compliance to the findings. */
    private static final Map<String, TreeSet<String>> FINDINGS = new TreeMap<>();

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        Stack stack = new Stack(app, "Adopter");
        EventStream clicks = new EventStream(stack, "Clicks", EventStreamProps.onDemand());
        ArtifactBucket artifacts = new ArtifactBucket(stack, "Artifacts", ArtifactBucketProps.defaults());
        FlinkJobJar jar = FlinkJobJar.fromBucket(stack, "Jar", artifacts.bucket(), "jobs/a.jar");
        FlinkApplication own = new FlinkApplication(
                stack,
                "Own",
                FlinkApplicationProps.builder(jar).input("clicks", clicks).build());
        new FlinkMonitoring(stack, "Monitoring", FlinkMonitoringProps.of(own));
        Role given = role(stack, "Given");
        new FlinkApplication(
                stack, "Other", FlinkApplicationProps.builder(jar).role(given).build());
        Role wild = role(stack, "Wild");
        wild.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:*"))
                .resources(List.of("*"))
                .build());
        CdkNagSuppressions.addTo(app);
        Aspects.of(app)
                .add(AwsSolutionsChecks.Builder.create()
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
        Path assembly = Path.of(app.synth().getDirectory());
        JsonNode report = new ObjectMapper()
                .readTree(
                        assembly.resolve("AwsSolutions-Adopter-NagReport.json").toFile());
        for (JsonNode line : report.get("lines")) {
            FINDINGS.computeIfAbsent(line.get("compliance").asText(), key -> new TreeSet<>())
                    .add(line.get("ruleId").asText() + " "
                            + line.get("resourceId").asText());
        }
    }

    @Test
    void onlyTheAdoptersOwnFindingsAreLeft() {
        assertThat(FINDINGS.get("Non-Compliant"))
                .containsExactly("AwsSolutions-IAM5 Adopter/Wild/DefaultPolicy/Resource");
    }

    /** A suppression of something that cdk-nag does not find hides the next fault. */
    @Test
    void whatIsSuppressedIsWhatWouldBeFound() {
        assertThat(FINDINGS.get("Suppressed"))
                .containsExactly(
                        "AwsSolutions-IAM5 Adopter/JobLifecycle/FrameworkIsCompleteRole/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5 Adopter/JobLifecycle/FrameworkOnEventRole/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5 Adopter/JobLifecycle/OperatorRole/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5 Adopter/JobLifecycle/Provider/waiter-state-machine/Role/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5 Adopter/Other/RolePolicy/Resource",
                        "AwsSolutions-IAM5 Adopter/Own/Role/DefaultPolicy/Resource",
                        "AwsSolutions-KDS3 Adopter/Clicks/Resource/Resource",
                        "AwsSolutions-L1 Adopter/JobLifecycle/IsComplete/Resource",
                        "AwsSolutions-L1 Adopter/JobLifecycle/OnEvent/Resource",
                        "AwsSolutions-S1 Adopter/Artifacts/Resource/Resource",
                        "AwsSolutions-SF1 Adopter/JobLifecycle/Provider/waiter-state-machine/Resource",
                        "AwsSolutions-SF2 Adopter/JobLifecycle/Provider/waiter-state-machine/Resource");
    }

    private static Role role(Stack stack, String id) {
        return Role.Builder.create(stack, id)
                .assumedBy(new ServicePrincipal("kinesisanalytics.amazonaws.com"))
                .build();
    }
}
