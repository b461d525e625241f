package io.millrace.local.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.local.application.ApplicationStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void aPlanSaysWhatRunsAndWhatDoesNot() {
        DeploymentPlan plan = new DeploymentPlan(
                "dev",
                StreamBackend.KINESIS,
                List.of(
                        new StreamPlan("shop", "Orders", "shop-Orders", "us-east-1", 1, 24),
                        new StreamPlan("shop", "Bills", "bills", "us-east-1", StreamPlan.ON_DEMAND, 48),
                        new StreamPlan("shop", "refunds", "refunds", "us-east-1", 1, 168, StreamBackend.KAFKA)),
                List.of(
                        application("billing", Optional.of(new Checkpoints(1_500, 0)), true),
                        application("audit", Optional.empty(), false)),
                List.of(),
                List.of(
                        new SkippedResource("shop", "A", "AWS::IAM::Role"),
                        new SkippedResource("shop", "B", "AWS::Lambda::Function"),
                        new SkippedResource("shop", "C", "AWS::IAM::Role")),
                List.of(),
                List.of(),
                List.of("application billing scales itself on AWS; here its parallelism stays"));

        assertThat(PlanText.lines(plan))
                .containsExactly(
                        "stage dev",
                        "  stream       shop-Orders, 1 shard, kept 24 h",
                        "  stream       bills, on demand, kept 48 h",
                        "  topic        refunds, 1 partition, kept 168 h",
                        "  application  billing, parallelism 2, checkpoints every 1.5 s, snapshots on",
                        "  application  audit, parallelism 2, no checkpoints, snapshots off",
                        "  not here     AWS::IAM::Role x2",
                        "  not here     AWS::Lambda::Function",
                        "  note         application billing scales itself on AWS; here its parallelism stays");
    }

    @Test
    void aStatusTableHasAColumnForEachFactAndALineForEachDebuggerAndEachFailure() {
        List<ApplicationStatus> statuses = List.of(
                new ApplicationStatus(
                        "billing",
                        3,
                        URI.create("http://127.0.0.1:1"),
                        "RUNNING",
                        Duration.ofSeconds(3_725),
                        12,
                        1,
                        Optional.of("ConnectException: Connection refused"),
                        Optional.of(5005)),
                new ApplicationStatus(
                        "audit",
                        1,
                        URI.create("http://127.0.0.1:2"),
                        "DOWN",
                        Duration.ZERO,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty()));

        assertThat(StatusTable.of(statuses))
                .containsExactly(
                        "APPLICATION  VERSION  STATUS   UPTIME   CHECKPOINTS  RESTARTS  WEB UI",
                        "billing      3        RUNNING  1:02:05  12           1         http://127.0.0.1:1",
                        "audit        1        DOWN     -        0            0         http://127.0.0.1:2",
                        "billing: a debugger can connect to 127.0.0.1:5005",
                        "billing: ConnectException: Connection refused");
    }

    private static ApplicationPlan application(String name, Optional<Checkpoints> checkpoints, boolean snapshots) {
        return new ApplicationPlan(
                "shop",
                name,
                name,
                "us-east-1",
                "FLINK-1_20",
                Path.of("job.jar"),
                2,
                2,
                checkpoints,
                snapshots,
                new Restore(true, false),
                "INFO",
                Map.of());
    }
}
