package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An update: CloudFormation has just updated the application itself. */
class UpdateTest {
    private static final String ROLL_BACK =
            "RollbackApplication {\"ApplicationName\":\"lottery\",\"CurrentApplicationVersionId\":2}";

    private Deploy deploy;

    @BeforeEach
    void aNewJarOnARunningApplication() throws IOException {
        deploy = new Deploy();
        deploy.declare("CodeKey", "jobs/b.jar");
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.codeKey = "jobs/b.jar";
        deploy.clock.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        deploy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATING", "AUTOSCALING", "MAINTENANCE", "STARTING", "STOPPING", "A_NEW_STATUS"})
    void whateverTheServiceIsAtIsWaitedFor(String status) {
        deploy.service.status = status;
        deploy.request("Update");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aRunningJobIsLeftAloneAndWatched() {
        updated();
        deploy.runsFor(4);
        deploy.isNotCompleteYet();
        deploy.runsFor(2);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aJobThatTheDeployDidNotTouchIsWatchedJustAsLong() {
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.runsFor(10);
        deploy.request("Update");
        deploy.isNotCompleteYet();
        deploy.runsFor(6);

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void anOperationThatGoesOnIsWaitedForWhateverTheStatusSays() {
        deploy.service.status = "RUNNING";
        deploy.request("Update");
        deploy.runsFor(8);

        deploy.isNotCompleteYet();
    }

    @Test
    void aStoppedApplicationIsStarted() {
        deploy.service.end("SUCCESSFUL", "READY");
        deploy.request("Update");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).singleElement().asString().startsWith("StartApplication ");
    }

    @Test
    void anUpdateThatTheServiceRolledBackFailsTheDeploy() {
        deploy.service.fail("the state does not fit the job", "ROLLING_BACK");
        deploy.service.begin("RollbackApplication", "ROLLING_BACK");
        deploy.service.codeKey = "jobs/a.jar";
        deploy.request("Update");
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the application was rolled back to its version before the update; the service"
                        + " says: the state does not fit the job");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aFailedUpdateFailsTheDeployAlthoughTheJobRuns() {
        deploy.service.fail("no such subnet", "RUNNING");
        deploy.request("Update");

        assertThat(deploy.failure())
                .isEqualTo("lottery: UpdateApplication failed; the service says: no such" + " subnet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "ROLLED_BACK", "READY"})
    void anotherCodeThanDeclaredFailsTheDeployEvenWithoutAHistory(String status) {
        deploy.service.forgetHistory();
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.status = status;
        deploy.request("Update");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the service runs 'jobs/a.jar' on FLINK-1_20 in its version 2, instead of what the"
                        + " template declares: 'jobs/b.jar' on FLINK-1_20");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aJobThatRestartsIsRolledBackBeforeTheDeployFails() {
        updated();
        restarts();
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.write("{\"throwableInformation\": [\"java.lang.Error: new code\"]}");
        deploy.service.end("SUCCESSFUL", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the application was rolled back to its version before the update; the job's last"
                        + " exception: java.lang.Error: new code");
        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void anUpdateThatTakesTooLongIsRolledBack() {
        deploy.request("Update");
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void aRefusedRollbackIsSaidToo() {
        updated();
        restarts();
        deploy.service.refuse("RollbackApplication", "InvalidRequestException");

        assertThat(deploy.failure())
                .startsWith(
                        "lottery: the job restarted (from 0 restarts to 1 while it was watched); ROLL_BACK was refused:"
                                + " said InvalidRequestException");
    }

    @Test
    void aDeployThatDidNotTouchTheJobRollsNothingBack() {
        deploy.declare("CodeKey", "jobs/a.jar").declare("VerifySeconds", "120");
        deploy.service.codeKey = "jobs/a.jar";
        updated();
        restarts();

        assertThat(deploy.failure()).startsWith("lottery: the job restarted");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aRunConfigurationThatTheServiceDoesNotKnowIsSentOnce() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT").declare("AllowNonRestoredState", "true");
        updated();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls())
                .containsExactly("UpdateApplication {\"ApplicationName\":\"lottery\",\"CurrentApplicationVersionId\":2,"
                        + "\"RunConfigurationUpdate\":"
                        + "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":true},"
                        + "\"ApplicationRestoreConfiguration\":{\"ApplicationRestoreType\":"
                        + "\"SKIP_RESTORE_FROM_SNAPSHOT\"}}}");
    }

    @Test
    void aRunConfigurationThatTheUpdateHasCarriedIsNotSentAgain() {
        deploy.declare("AllowNonRestoredState", "true");
        deploy.service.runConfiguration = "{\"FlinkRunConfigurationDescription\": {\"AllowNonRestoredState\": true}}";
        updated();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).isEmpty();
    }

    /** A custom snapshot that stays in the template must not be restored by every deploy. */
    @Test
    void aRunConfigurationThatThisDeployDidNotChangeIsNotSentAgain() throws IOException {
        try (Deploy later = new Deploy()) {
            later.service.runConfiguration = "{\"ApplicationRestoreConfigurationDescription\":"
                    + " {\"ApplicationRestoreType\": \"SKIP_RESTORE_FROM_SNAPSHOT\"}}";
            later.service.status = "RUNNING";
            later.request("Update");
            later.isNotCompleteYet();

            assertThat(later.service.calls()).isEmpty();
        }
    }

    @Test
    void aSnapshotOfTheAccountIsLeftToTheUpdateItself() {
        deploy.declare("RestoreType", "RESTORE_FROM_CUSTOM_SNAPSHOT")
                .declare("SnapshotArn", "arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/noon");
        updated();
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        deploy.service.status = "READY";

        assertThat(deploy.failure())
                .startsWith("lottery: a stopped application cannot be started from a snapshot ARN here; start it by"
                        + " hand");
        assertThat(deploy.service.calls()).isEmpty();
    }

    private void updated() {
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.request("Update");
    }

    private void restarts() {
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(0, 20_000);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 10_000);
    }
}
