package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A create: the application is stopped, as CloudFormation created it. */
class StartTest {
    private static final String START = "StartApplication {\"ApplicationName\":\"lottery\",\"RunConfiguration\":"
            + "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":false},\"ApplicationRestoreConfiguration\":"
            + "{\"ApplicationRestoreType\":\"RESTORE_FROM_LATEST_SNAPSHOT\"}}}";
    private static final String FORCE_STOP = "StopApplication {\"ApplicationName\":\"lottery\",\"Force\":true}";

    private Deploy deploy;

    @BeforeEach
    void request() throws IOException {
        deploy = new Deploy();
        deploy.request("Create");
    }

    @AfterEach
    void close() {
        deploy.close();
    }

    @Test
    void theApplicationIsThePhysicalResource() {
        assertThat(deploy.request("Create"))
                .isEqualTo(
                        Map.of("PhysicalResourceId", "lottery", "Data", Map.of("StartedAt", "2026-11-21T12:00:30Z")));
    }

    @Test
    void aJobThatRunsOnIsASuccess() {
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.isNotCompleteYet();
        deploy.runsFor(3);
        deploy.isNotCompleteYet();
        deploy.runsFor(4);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(START);
        assertThat(deploy.log())
                .startsWith("lottery: Act[action=START]\n", "lottery: Wait[why=the application is STARTING]\n");
        assertThat(deploy.service.metricRequest())
                .contains("MetricName=fullRestarts", "MetricName=uptime")
                .contains("Dimensions.member.1.Name=Application", "Dimensions.member.1.Value=lottery")
                .contains("Namespace=AWS/KinesisAnalytics", "MetricStat.Stat=Maximum", "MetricStat.Period=60");
    }

    @Test
    void flink2IsJudgedByItsOwnMetrics() {
        deploy.declare("RuntimeEnvironment", "FLINK-2_2").request("Create");
        deploy.service.runtime = "FLINK-2_2";
        running();
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.metricRequest()).contains("MetricName=numRestarts", "MetricName=runningTime");
    }

    @Test
    void theDeclaredRunConfigurationIsWhatTheJobStartsFrom() {
        deploy.declare("RestoreType", "RESTORE_FROM_CUSTOM_SNAPSHOT")
                .declare("SnapshotName", "before-noon")
                .declare("AllowNonRestoredState", "true")
                .request("Create");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls())
                .containsExactly("StartApplication {\"ApplicationName\":\"lottery\",\"RunConfiguration\":"
                        + "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":true},"
                        + "\"ApplicationRestoreConfiguration\":{\"ApplicationRestoreType\":"
                        + "\"RESTORE_FROM_CUSTOM_SNAPSHOT\",\"SnapshotName\":\"before-noon\"}}}");
    }

    @Test
    void aFailedStartSaysWhatTheServiceAndTheJobSaid() {
        deploy.isNotCompleteYet();
        deploy.service.write("""
                {"messageType": "ERROR", "throwableInformation":
                 ["java.lang.RuntimeException: outer", "\\tat X.y(X.java:1)", "Caused by: java.lang.Error: inner"]}""");
        deploy.service.write("{\"messageType\": \"INFO\", \"message\": \"said ERROR, but was none\"}");
        deploy.service.fail("the main method caused an error", "READY");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the application did not start; the service says: the main method caused an error;"
                        + " the job's last exception: java.lang.RuntimeException: outer; caused by: java.lang.Error:"
                        + " inner");
        assertThat(deploy.service.calls()).containsExactly(START);
        assertThat(deploy.service.logRequest()).contains("\"logGroupName\":\"logs\"");
    }

    @Test
    void anApplicationThatIsReadyAfterAnEarlierFailureIsStarted() {
        deploy.service.begin("StartApplication", "STARTING");
        deploy.service.fail("an older jar was broken", "READY");
        deploy.clock.pass(Duration.ofHours(1));
        deploy.request("Create");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(START);
    }

    @Test
    void aJobThatRestartsIsStoppedAndFailsTheDeploy() {
        running();
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 20_000);
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(3, 5_000);
        deploy.service.write("{\"throwableInformation\": \"java.lang.IllegalStateException: cannot restore\"}");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the job restarted 2 times while it was watched, of 0 allowed; the application was"
                        + " stopped; the job's last exception: java.lang.IllegalStateException: cannot restore");
        assertThat(deploy.service.calls()).containsExactly(START, FORCE_STOP);
    }

    @Test
    void aJobThatRestartsNoMoreOftenThanAllowedIsWatchedFromThenOn() {
        deploy.declare("MaxRestarts", "1").request("Create");
        running();
        deploy.runsFor(3);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 20_000);
        deploy.isSubmittedAnew();
        for (int i = 1; i <= 4; i++) {
            deploy.clock.pass(Duration.ofMinutes(1));
            deploy.service.report(1, 20_000 + i * 60_000);
            deploy.isNotCompleteYet();
        }
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 320_000);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(START);
    }

    @Test
    void aJobWhoseTimeStandsStillFailsTheDeploy() {
        running();
        for (int i = 0; i < 7; i++) {
            deploy.clock.pass(Duration.ofMinutes(1));
            deploy.service.report(0, 0);
        }
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.failure()).startsWith("lottery: the job is not running: its running time does not increase");
    }

    @Test
    void aStartThatTakesTooLongIsStoppedAndFailsTheDeploy() {
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the deploy timed out; raise the timeout if the job needs longer; the application"
                        + " was stopped");
        assertThat(deploy.service.calls()).containsExactly(START, FORCE_STOP);
    }

    @Test
    void aStopThatGoesOnBeyondTheDeadlineIsWaitedForAndNotRepeated() {
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(7));
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).containsExactly(START, FORCE_STOP);
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).isEqualTo("lottery: the deploy is being undone: FORCE_STOPPING");
    }

    @Test
    void noMetricsAreNoSuccess() {
        running();
        deploy.clock.pass(Duration.ofMinutes(20));
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(10));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(START, FORCE_STOP);
    }

    @Test
    void aJobThatStopsAgainFailsTheDeploy() {
        running();
        deploy.service.status = "READY";
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).startsWith("lottery: the application stopped again after its start");
        assertThat(deploy.service.calls()).containsExactly(START);
    }

    @Test
    void scalingInTheMiddleOfTheWatchBeginsItAnew() {
        running();
        deploy.runsFor(4);
        deploy.service.status = "AUTOSCALING";
        deploy.isNotCompleteYet();
        deploy.service.status = "RUNNING";
        deploy.isSubmittedAnew();
        deploy.runsFor(4);
        deploy.isNotCompleteYet();
        deploy.runsFor(1);

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void anApplicationThatCannotBeSeenYetIsWaitedFor() {
        deploy.service.exists = false;
        deploy.isNotCompleteYet();
        deploy.service.exists = true;
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(START);
    }

    @Test
    void anApplicationThatNeverAppearsFailsTheDeploy() {
        deploy.service.exists = false;
        deploy.clock.pass(Duration.ofMinutes(30));

        assertThat(deploy.failure()).isEqualTo("lottery: there is no such application");
    }

    @Test
    void theHistoryIsReadToItsEnd() {
        for (int i = 0; i < 5; i++) {
            deploy.service.begin("StopApplication", "STOPPING");
            deploy.service.end("SUCCESSFUL", "READY");
        }
        deploy.service.pageSize = 2;
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.fail("no", "READY");

        assertThat(deploy.failure()).contains("the service says: no");
        assertThat(deploy.service.calls()).containsExactly(START);
    }

    @Test
    void aStopBeforeTheStartDoesNotUndoTheDeploy() {
        deploy.service.begin("StopApplication", "STOPPING");
        deploy.service.end("SUCCESSFUL", "READY");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();

        assertThat(deploy.log()).last().isEqualTo("lottery: Wait[why=the application is STARTING]\n");
    }

    /** The description of an application may be a minute behind its history. */
    @Test
    void anApplicationThatIsReadyRightAfterItsStartMayRunAMinuteLater() {
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(5));
        deploy.service.end("SUCCESSFUL", "READY");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).startsWith("lottery: the application stopped again after its start");
    }

    /** A job that restarts cannot be scaled. */
    @Test
    void aFailedUpdateAfterTheStartDoesNotKeepTheJobFromBeingStopped() {
        running();
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.updatedTo = 3;
        deploy.service.fail("no snapshot", "RUNNING");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(START, FORCE_STOP);
    }

    private void running() {
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
    }
}
