package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened before this deploy, and what happens after it. */
class HistoryTest {
    private Deploy deploy;

    @BeforeEach
    void aRunningApplication() throws IOException {
        deploy = new Deploy();
        deploy.service.status = "RUNNING";
    }

    @AfterEach
    void close() {
        deploy.close();
    }

    /** The scaling of last week failed, or was rolled back. */
    @ParameterizedTest
    @CsvSource({
        "UpdateApplication, FAILED, VerifySeconds, 120",
        "RollbackApplication, SUCCESSFUL, VerifySeconds, 120",
        "RollbackApplication, FAILED, ConfigurationHash, 2",
        "UpdateApplication, FAILED, ConfigurationHash, 2",
        "StartApplication, FAILED, PermissionsHash, 2"
    })
    void anOperationBeforeTheDeploySaysNothing(String operation, String status, String property, String value) {
        deploy.service.begin(operation, "UPDATING");
        deploy.service.end(status, "RUNNING");
        deploy.clock.pass(Duration.ofHours(1));
        deploy.declare(property, value).stackBegins("UPDATE_IN_PROGRESS").request("Update");
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void anOperationOfTheDeployThatPrecedesTheRequestSaysWhatItSays() {
        deploy.stackBegins("UPDATE_IN_PROGRESS");
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.fail("no such subnet", "RUNNING");
        deploy.declare("ConfigurationHash", "2").request("Update");

        assertThat(deploy.failure()).startsWith("lottery: UpdateApplication failed; the service says: no such subnet");
    }

    /** The service need not show an update that changes nothing any more. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theStacksRollbackSucceedsAfterThatOfTheService(boolean updates) {
        rolledBack();
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS");
        if (updates) {
            deploy.service.begin("UpdateApplication", "UPDATING");
            deploy.service.end("SUCCESSFUL", "RUNNING");
        }
        deploy.requestRollback();
        deploy.isSubmittedAnew();
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
    }

    /** Failing the rollback would leave a stack that cannot be deployed. */
    @Test
    void theStacksRollbackSucceedsAlthoughTheJobIsNotHealthy() {
        rolledBack();
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(0, 0);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(5, 0);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).hasSize(1);
    }

    /** It was meant for the deploy of the old template: sent again, it would restart a healthy job without its state. */
    @ParameterizedTest
    @CsvSource({"SKIP_RESTORE_FROM_SNAPSHOT, ''", "RESTORE_FROM_CUSTOM_SNAPSHOT, friday"})
    void theStacksRollbackDoesNotSendTheRunConfigurationOfTheOldTemplate(String restoreType, String snapshot) {
        deploy.declareBefore("RestoreType", restoreType).declareBefore("SnapshotName", snapshot);
        rolledBack();
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.isSubmittedAnew();
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RestoreType, SKIP_RESTORE_FROM_SNAPSHOT, false",
        "SnapshotArn, arn, false",
        "AllowNonRestoredState, true, true"
    })
    void theStacksRollbackStartsAStoppedApplicationFromItsNewestSnapshot(
            String property, String value, boolean dropsState) {
        deploy.service.status = "READY";
        deploy.declareBefore(property, value)
                .stackBegins("UPDATE_ROLLBACK_IN_PROGRESS")
                .requestRollback();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls())
                .containsExactly("StartApplication {\"ApplicationName\":\"lottery\",\"RunConfiguration\":"
                        + "{\"FlinkRunConfiguration\":{\"AllowNonRestoredState\":" + dropsState + "},"
                        + "\"ApplicationRestoreConfiguration\":"
                        + "{\"ApplicationRestoreType\":\"RESTORE_FROM_LATEST_SNAPSHOT\"}}}");
    }

    /** A key or a subnet that cannot be used any more, for example. */
    @Test
    void theStacksRollbackSucceedsAlthoughTheServiceRefusesToStartTheJob() {
        deploy.service.status = "READY";
        deploy.service.refuse("StartApplication", "InvalidApplicationConfigurationException");
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.log())
                .last()
                .asString()
                .startsWith("START_FROM_LATEST_SNAPSHOT was refused, but the declared version is in place: said"
                        + " InvalidApplicationConfigurationException");
    }

    @Test
    void theStacksRollbackRepeatsAStartThatIsRefusedForAMoment() {
        deploy.service.status = "READY";
        deploy.service.refuse("StartApplication", "ResourceInUseException");
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    @Test
    void theStacksRollbackStartsNothingAfterItsDeadline() {
        deploy.service.status = "READY";
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.clock.pass(Duration.ofMinutes(30));

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void theStacksRollbackFailsWhenTheServiceHasOtherCode() {
        rolledBack();
        deploy.service.codeKey = "jobs/b.jar";
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).startsWith("lottery: the service runs 'jobs/b.jar'");
    }

    @Test
    void theStacksRollbackFailsWhenTheServiceHasAnotherVersionOfTheObject() {
        rolledBack();
        deploy.service.codeKey = "jobs/a.jar?versionId=2";
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.declare("CodeKey", "jobs/a.jar?versionId=1").request("Update");
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure())
                .startsWith("lottery: the service runs 'jobs/a.jar?versionId=2'")
                .contains("'jobs/a.jar?versionId=1'");
    }

    /** A template that names no version takes any. */
    @Test
    void theStacksRollbackSucceedsWithAnyVersionOfAnObjectThatIsNamedByItsKey() {
        rolledBack();
        deploy.service.codeKey = "jobs/a.jar?versionId=2";
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS").requestRollback();
        deploy.isSubmittedAnew();
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void whatTheJobDidBeforeItWasScaledSaysNothing() {
        deploy.declare("ConfigurationHash", "2")
                .stackBegins("UPDATE_IN_PROGRESS")
                .request("Update");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(0, 20_000);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 5_000);
        deploy.service.begin("UpdateApplication", "AUTOSCALING");
        deploy.clock.pass(Duration.ofMinutes(2));
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
    }

    /** CDK's provider goes on calling the function after the update was cancelled. */
    @Test
    void aCancelledUpdateIsNotActedOn() {
        deploy.declare("ConfigurationHash", "2")
                .stackBegins("UPDATE_IN_PROGRESS")
                .request("Update");
        deploy.runsFor(3);
        deploy.isNotCompleteYet();
        deploy.stackBegins("UPDATE_ROLLBACK_IN_PROGRESS");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 0);
        deploy.clock.pass(Duration.ofMinutes(30));

        assertThat(deploy.failure()).startsWith("lottery: the stack no longer waits for this request");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aCancelledCreateStartsNothing() {
        deploy.service.status = "READY";
        deploy.stackBegins("CREATE_IN_PROGRESS").request("Create");
        deploy.clock.pass(Duration.ofSeconds(1));
        deploy.stackBegins("ROLLBACK_IN_PROGRESS");

        assertThat(deploy.failure()).startsWith("lottery: the stack no longer waits for this request");
        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aDeleteOfWhatDoesNotRunAsksNothingOfTheStack() {
        deploy.service.refuse("DescribeStackEvents", "AccessDenied");
        deploy.service.status = "READY";
        deploy.request("Delete");

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void aDeleteThatCannotSeeItsStackStopsNothingYet() {
        deploy.service.refuse("DescribeStackEvents", "AccessDenied");
        deploy.request("Delete");
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    /** The snapshots are a minute old at least, and the newest two are kept. */
    @Test
    void aSuccessfulDeployDeletesOldSnapshots() {
        for (String name : new String[] {"in-use", "first", "second", "third", "fourth"}) {
            deploy.service.snapshot(name, "READY");
        }
        deploy.service.snapshot("unfinished", "CREATING");
        deploy.service.runConfiguration = "{\"ApplicationRestoreConfigurationDescription\":"
                + " {\"ApplicationRestoreType\": \"RESTORE_FROM_CUSTOM_SNAPSHOT\", \"SnapshotName\": \"in-use\"}}";
        deploy.stackBegins("UPDATE_IN_PROGRESS").request("Update");
        deploy.runsFor(4);
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        deploy.runsFor(3);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls())
                .containsExactly("DeleteApplicationSnapshot first", "DeleteApplicationSnapshot second");
    }

    @Test
    void aSnapshotThatCannotBeDeletedFailsNoDeploy() {
        for (int i = 0; i < 4; i++) {
            deploy.service.snapshot("s" + i, "READY");
        }
        deploy.service.refuse("DeleteApplicationSnapshot", "ResourceInUseException");
        deploy.stackBegins("UPDATE_IN_PROGRESS").request("Update");
        deploy.runsFor(7);

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.log())
                .last()
                .asString()
                .startsWith("could not delete old snapshots, which the next deploy does: said ResourceInUseException");
    }

    private void rolledBack() {
        deploy.declare("CodeKey", "jobs/b.jar").stackBegins("UPDATE_IN_PROGRESS");
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.service.codeKey = "jobs/b.jar";
        deploy.clock.pass(Duration.ofSeconds(5));
        deploy.request("Update");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(0, 20_000);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.report(1, 10_000);
        deploy.isNotCompleteYet();
        deploy.service.codeKey = "jobs/a.jar";
        deploy.service.end("SUCCESSFUL", "RUNNING");
        assertThat(deploy.failure()).contains("the application was rolled back");
        assertThat(deploy.service.calls()).singleElement().asString().startsWith("RollbackApplication ");
    }
}
