package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An update: CloudFormation has just updated the application itself. */
class UpdateTest {
    private static final String ROLL_BACK =
            "RollbackApplication {\"ApplicationName\":\"lottery\",\"CurrentApplicationVersionId\":2}";

    private Deploy deploy;

    @BeforeEach
    void aNewJarOnARunningApplication() throws IOException {
        deploy = new Deploy();
        deploy.declare("CodeKey", "jobs/b.jar").stackBegins("UPDATE_IN_PROGRESS");
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
                .isEqualTo("lottery: UpdateApplication failed; the application was rolled back to its version before"
                        + " the update; the service says: the state does not fit the job");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aFailedUpdateFailsTheDeployAlthoughTheJobRuns() {
        deploy.service.fail("no such subnet", "RUNNING");
        deploy.service.codeKey = "jobs/a.jar";
        deploy.request("Update");

        assertThat(deploy.failure()).isEqualTo("lottery: UpdateApplication failed; the service says: no such subnet");
        assertThat(deploy.service.calls()).isEmpty();
    }

    /** The new configuration is in place when the service shows the version that the failed update led to. */
    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "0, false"})
    void aFailedChangeOfTheConfigurationIsRolledBackIfItIsInPlace(int updatedTo, boolean rollsBack) {
        deploy.declare("CodeKey", "jobs/a.jar").declare("ConfigurationHash", "2");
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.updatedTo = updatedTo;
        deploy.service.fail("out of memory", "RUNNING");
        deploy.request("Update");
        if (rollsBack) {
            deploy.isNotCompleteYet();
            assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
        } else {
            assertThat(deploy.failure()).startsWith("lottery: UpdateApplication failed");
            assertThat(deploy.service.calls()).isEmpty();
        }
    }

    /** CloudFormation's own rollback would need a snapshot of a job that does not run. */
    @Test
    void aFailedUpdateThatIsInPlaceIsRolledBack() {
        deploy.service.fail("the state does not fit the job", "RUNNING");
        deploy.request("Update");
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.end("SUCCESSFUL", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: UpdateApplication failed; the application was rolled back to its version before"
                        + " the update; the service says: the state does not fit the job");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "ROLLED_BACK", "READY"})
    void anotherCodeThanDeclaredFailsTheDeployEvenWithoutAHistory(String status) {
        deploy.service.forgetHistory();
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.status = status;
        deploy.request("Update");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

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
                .isEqualTo("lottery: the job restarted 1 times while it was watched, of 0 allowed; the application was"
                        + " rolled back to its version before the update; the job's last exception: java.lang.Error:"
                        + " new code");
        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void anUpdateThatTakesTooLongIsRolledBack() {
        deploy.request("Update");
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
        deploy.service.end("SUCCESSFUL", "RUNNING");
        assertThat(deploy.failure())
                .startsWith("lottery: the deploy timed out; raise the timeout if the job needs longer; the application"
                        + " was rolled back");
    }

    /** The service rolls nothing back while it maintains the application. */
    @ParameterizedTest
    @ValueSource(strings = {"MAINTENANCE", "A_NEW_STATUS"})
    void anUpdateThatCannotBeRolledBackAtItsDeadlineIsRolledBackAfterIt(String status) {
        updated();
        deploy.service.status = status;
        deploy.clock.pass(Duration.ofMinutes(31));
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        deploy.service.status = "RUNNING";
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void aRollbackThatDoesNotEndIsNotWaitedForBeyondCloudFormationsHour() {
        deploy.request("Update");
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(7));
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).isEqualTo("lottery: the deploy is being undone: ROLLING_BACK");
    }

    @Test
    void theUndoingOfADeployComesBeforeItsReason() {
        updated();
        restarts();
        deploy.service.refuse("FilterLogEvents", "ResourceNotFoundException");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.requests()).contains("RollbackApplication").doesNotContain("FilterLogEvents");
    }

    @Test
    void aRefusedRollbackIsSaidToo() {
        updated();
        restarts();
        deploy.service.refuse("RollbackApplication", "InvalidRequestException");

        assertThat(deploy.failure())
                .startsWith("lottery: the job restarted 1 times while it was watched, of 0 allowed; ROLL_BACK was"
                        + " refused: said InvalidRequestException");
    }

    @Test
    void aRollbackThatIsRefusedForAMomentIsRepeated() {
        updated();
        restarts();
        deploy.service.refuse("RollbackApplication", "ResourceInUseException");
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        assertThat(deploy.log()).last().asString().startsWith("ROLL_BACK must wait: said ResourceInUseException");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void aRollbackThatStaysRefusedFailsTheDeployOnceThereIsNoTimeForIt() {
        updated();
        restarts();
        deploy.clock.pass(Duration.ofMinutes(38));
        deploy.service.refuse("RollbackApplication", "ResourceInUseException");

        assertThat(deploy.failure()).contains("; ROLL_BACK was refused: said ResourceInUseException");
    }

    @Test
    void aRollbackThatFailsSaysWhatTheServiceSaid() {
        updated();
        restarts();
        deploy.isNotCompleteYet();
        deploy.service.fail("no snapshot", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the job restarted 1 times while it was watched, of 0 allowed; the application"
                        + " could not be rolled back to its version before the update; the service says: no snapshot");
    }

    @Test
    void whatTheJobDoesAfterItsRollbackIsNotTheReasonForIt() {
        deploy.request("Update");
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.isNotCompleteYet();
        restarts();
        deploy.service.end("SUCCESSFUL", "RUNNING");

        assertThat(deploy.failure()).startsWith("lottery: the deploy timed out;");
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

    /** Another release of this library, or a parallelism that scaling has set before: what runs is the earlier deploy. */
    @ParameterizedTest
    @CsvSource({"ConfigurationHash, false", "ConfigurationReferences, true"})
    void aConfigurationThatTheApplicationHasAlreadyIsNotRolledBack(String property, boolean scaled) {
        deploy.service.forgetHistory();
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.status = "RUNNING";
        deploy.declare("CodeKey", "jobs/a.jar").declare(property, "2").request("Update");
        if (scaled) {
            deploy.service.begin("UpdateApplication", "UPDATING");
            deploy.service.end("SUCCESSFUL", "RUNNING");
        }
        restarts();

        assertThat(deploy.failure()).startsWith("lottery: the job restarted");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aRunConfigurationThatTheServiceDoesNotKnowIsSentOnce() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT").declare("AllowNonRestoredState", "true");
        updated();
        deploy.runsFor(6);
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.isSubmittedAnew();
        deploy.isNotCompleteYet();
        deploy.runsFor(5);
        deploy.service.runConfiguration = "{\"ApplicationRestoreConfigurationDescription\":"
                + " {\"ApplicationRestoreType\": \"SKIP_RESTORE_FROM_SNAPSHOT\"},"
                + " \"FlinkRunConfigurationDescription\": {\"AllowNonRestoredState\": true}}";
        deploy.runsFor(1);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls())
                .containsExactly("UpdateApplication {\"ApplicationName\":\"lottery\",\"CurrentApplicationVersionId\":2,"
                        + "\"RunConfigurationUpdate\":"
                        + "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":true},"
                        + "\"ApplicationRestoreConfiguration\":{\"ApplicationRestoreType\":"
                        + "\"SKIP_RESTORE_FROM_SNAPSHOT\"}}}");
    }

    /** The new code is rolled back. After another update, only that one could be. */
    @Test
    void aRunConfigurationIsNotSentToANewJobThatIsNotHealthy() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT");
        updated();
        deploy.runsFor(3);
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        restarts();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    @Test
    void aRunConfigurationIsNotSentWhenTheJobCouldNotBeWatchedWithItInTime() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT");
        updated();
        deploy.runsFor(25);

        assertThat(deploy.failure())
                .isEqualTo(
                        "lottery: the run configuration was not sent: of the timeout (PT30M), less than verifyFor (PT5M)"
                                + " is left to watch the job with it; raise the timeout");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aRunConfigurationIsSentWhenTheJobCanBeWatchedWithItInTime() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT");
        updated();
        deploy.runsFor(24);
        deploy.clock.pass(Duration.ofSeconds(45));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).singleElement().asString().startsWith("UpdateApplication ");
    }

    /** The service cannot undo two updates, and the job is healthy: CloudFormation rolls it back. */
    @Test
    void aRunConfigurationThatAnotherUpdateCameBeforeFailsTheDeploy() {
        deploy.declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT");
        updated();
        deploy.runsFor(3);
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.isSubmittedAnew();
        deploy.runsFor(3);
        deploy.isNotCompleteYet();
        deploy.runsFor(3);

        assertThat(deploy.failure())
                .isEqualTo(
                        "lottery: the application was updated while the deploy watched it, as by its scaling, and does"
                                + " not have the declared run configuration; deploy again");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aRunConfigurationAloneIsSentAtOnceAndRolledBackIfTheJobFailsWithIt() {
        anotherRunConfiguration();
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).singleElement().asString().startsWith("UpdateApplication ");
        deploy.service.end("SUCCESSFUL", "RUNNING");
        restarts();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(2).last().isEqualTo(ROLL_BACK);
    }

    /** What is in place is an earlier deploy. */
    @Test
    void aRunConfigurationThatWasNoUpdateIsNotRolledBack() {
        anotherRunConfiguration();
        deploy.service.runConfiguration = "{\"ApplicationRestoreConfigurationDescription\":"
                + " {\"ApplicationRestoreType\": \"SKIP_RESTORE_FROM_SNAPSHOT\"}}";
        restarts();

        assertThat(deploy.failure()).startsWith("lottery: the job restarted");
        assertThat(deploy.service.calls()).isEmpty();
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

    @Test
    void aRunConfigurationAloneThatWasRefusedIsNotRolledBack() {
        anotherRunConfiguration();
        deploy.isNotCompleteYet();
        deploy.service.updatedTo = 3;
        deploy.service.fail("no such snapshot", "RUNNING");

        assertThat(deploy.failure()).isEqualTo("lottery: UpdateApplication failed; the service says: no such snapshot");
        assertThat(deploy.service.calls()).hasSize(1);
    }

    /** A job that restarts cannot be scaled, and what runs after that is still the new version. */
    @Test
    void aFailedUpdateAfterThatOfTheDeployDoesNotKeepItFromBeingUndone() {
        updated();
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.updatedTo = 3;
        deploy.service.fail("no snapshot", "RUNNING");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(ROLL_BACK);
    }

    private void anotherRunConfiguration() {
        deploy.service.forgetHistory();
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.status = "RUNNING";
        deploy.declare("CodeKey", "jobs/a.jar")
                .declare("RestoreType", "SKIP_RESTORE_FROM_SNAPSHOT")
                .request("Update");
    }

    private void restarts() {
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(0, 20_000);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 10_000);
    }
}
