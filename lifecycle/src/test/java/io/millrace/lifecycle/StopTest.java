package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.StopMode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopTest {
    private static final String STOP = "StopApplication {\"ApplicationName\":\"lottery\",\"Force\":false}";
    private static final String FORCE_STOP = "StopApplication {\"ApplicationName\":\"lottery\",\"Force\":true}";

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

    @ParameterizedTest
    @ValueSource(strings = {"WITH_SNAPSHOT", "FORCE_IF_NEEDED"})
    void aHealthyJobIsStoppedWithASnapshot(String mode) {
        deploy.declare("StopMode", mode).request("Delete");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"READY", "DELETING"})
    void whatDoesNotRunNeedsNoStop(String status) {
        deploy.service.status = status;
        deploy.request("Delete");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMissingApplicationNeedsNoStop(StopMode mode) {
        deploy.service.exists = false;
        deploy.declare("StopMode", mode.name()).request("Delete");

        assertThat(deploy.isComplete()).isTrue();
    }

    /** The lifecycle was turned off, became another resource, or was added by a deploy that is rolled back. */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"})
    void aJobWhoseApplicationStaysInTheStackRunsOn(String status) {
        deploy.stackBegins(status).request("Delete");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).isEmpty();
    }

    /** The template of a stack that is deleted, or whose creation failed, still has the application. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS"})
    void aJobWhoseStackGoesIsStopped(String status) {
        deploy.stackBegins(status).request("Delete");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP);
    }

    /** Until it is deleted, it is among the stack's resources. So is one that is retained. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"Resources\": {\"Other\": {}}}", "Resources:\n  App: {}"})
    void aJobWhoseApplicationLeavesTheTemplateIsStopped(String template) {
        deploy.service.template = template;
        deploy.stackBegins("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS").request("Delete");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP);
    }

    @Test
    void aJobWhoseApplicationIsReplacedByAnotherIsStopped() {
        deploy.service.physicalId = "renamed";
        deploy.stackBegins("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS").request("Delete");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP);
    }

    @Test
    void theStoppedOneIsThePhysicalResource() {
        assertThat(deploy.declare("ApplicationName", "another").request("Delete"))
                .extractingByKey("PhysicalResourceId")
                .isEqualTo("lottery");
    }

    @Test
    void scalingIsWaitedFor() {
        deploy.service.status = "AUTOSCALING";
        deploy.request("Delete");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).isEmpty();
    }

    @Test
    void aJobThatCanTakeNoSnapshotIsNotForcedUnasked() {
        deploy.request("Delete");
        deploy.isNotCompleteYet();
        deploy.service.fail("the snapshot failed", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: the job could not be stopped with a snapshot; stop it by force (aws"
                        + " kinesisanalyticsv2 stop-application --force), which loses the state since its last"
                        + " snapshot, or declare StopMode.FORCE; the service says: the snapshot failed");
        assertThat(deploy.service.calls()).containsExactly(STOP);
    }

    @Test
    void aJobThatCanTakeNoSnapshotIsForcedWhereThatIsDeclared() {
        deploy.declare("StopMode", "FORCE_IF_NEEDED").request("Delete");
        deploy.isNotCompleteYet();
        deploy.service.fail("the snapshot failed", "RUNNING");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(STOP, FORCE_STOP);
    }

    @Test
    void aStopThatHangsIsForcedAfterTenMinutesWhereThatIsDeclared() {
        deploy.declare("StopMode", "FORCE_IF_NEEDED").request("Delete");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(9));
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).containsExactly(STOP);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP, FORCE_STOP);
    }

    @Test
    void aSnapshotThatBeginsLateIsGivenAsMuchTime() {
        deploy.service.status = "AUTOSCALING";
        deploy.declare("StopMode", "FORCE_IF_NEEDED").request("Delete");
        deploy.clock.pass(Duration.ofMinutes(9));
        deploy.isNotCompleteYet();
        deploy.service.status = "RUNNING";
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(9));
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).containsExactly(STOP);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP, FORCE_STOP);
    }

    @Test
    void aStopByForceThatFailsIsRepeatedForAsLongAsCloudFormationWaits() {
        deploy.declare("StopMode", "FORCE").request("Delete");
        deploy.isNotCompleteYet();
        deploy.service.fail("internal error", "RUNNING");
        deploy.isNotCompleteYet();
        deploy.service.fail("internal error", "RUNNING");
        assertThat(deploy.service.calls()).containsExactly(FORCE_STOP, FORCE_STOP);
        deploy.clock.pass(Duration.ofMinutes(38));

        assertThat(deploy.failure()).startsWith("lottery: the job was not stopped in time, not even by force; ");
        assertThat(deploy.service.calls()).hasSize(2);
    }

    @Test
    void aStopThatHangsFailsInTheEnd() {
        deploy.request("Delete");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(30));

        assertThat(deploy.failure())
                .startsWith("lottery: the job was not stopped in time: the application is STOPPING; stop it by force");
    }

    @Test
    void aForcedStopThatBeginsAtTheDeadlineIsWaitedFor() {
        deploy.declare("StopMode", "FORCE_IF_NEEDED").request("Delete");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(31));
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(STOP, FORCE_STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "AUTOSCALING", "STARTING"})
    void aForcedStopAsksForNoSnapshot(String status) {
        deploy.service.status = status;
        deploy.declare("StopMode", "FORCE").request("Delete");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "READY");

        assertThat(deploy.isComplete()).isTrue();
        assertThat(deploy.service.calls()).containsExactly(FORCE_STOP);
    }

    @Test
    void anOlderFailedStopDoesNotCount() {
        deploy.service.begin("StopApplication", "STOPPING");
        deploy.service.fail("long ago", "RUNNING");
        deploy.clock.pass(Duration.ofHours(1));
        deploy.request("Delete");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).containsExactly(STOP);
    }
}
