package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is read of each service: an update of a job that runs. */
class ServiceGatewayTest {
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

    /** Newest first: what the stack did before says nothing. A page has one event, and three belong to each update. */
    @Test
    void theStacksEventsAreReadUpToWhatItBeganLast() {
        deploy.stackBegins("CREATE_IN_PROGRESS").stackBegins("UPDATE_IN_PROGRESS");
        deploy.request("Update");
        deploy.isNotCompleteYet();

        assertThat(requests("DescribeStackEvents")).isEqualTo(3);
    }

    @Test
    void noMoreThanTwentyPagesOfTheStacksEventsAreRead() {
        deploy.request("Update");
        for (int i = 0; i < 25; i++) {
            deploy.service.stackWorks();
        }
        deploy.isNotCompleteYet();

        assertThat(requests("DescribeStackEvents")).isEqualTo(20);
    }

    @Test
    void onlyAFailedUpdateOfThisDeployIsAskedAbout() {
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.fail("last week", "RUNNING");
        deploy.clock.pass(Duration.ofHours(1));
        deploy.stackBegins("UPDATE_IN_PROGRESS").request("Update");
        deploy.isNotCompleteYet();
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.isNotCompleteYet();

        assertThat(requests("DescribeApplicationOperation")).isZero();
    }

    @Test
    void aMinuteWithoutItsRunningTimeIsLeftOut() {
        deploy.request("Update");
        deploy.runsFor(6);
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.reportRestarts(0);

        assertThat(deploy.isComplete()).isTrue();
    }

    /** A reader of the log reads ten events. */
    @Test
    void theNewestExceptionIsFoundBehindManyOlderOnes() {
        deploy.request("Update");
        for (int i = 0; i < 12; i++) {
            deploy.service.write("{\"throwableInformation\": \"a.Old\"}");
        }
        deploy.clock.pass(Duration.ofMinutes(10));
        deploy.service.write("{\"throwableInformation\": \"a.New\"}");

        assertThat(failedUpdate()).endsWith("; the job's last exception: a.New");
    }

    @Test
    void anExceptionIsFoundAlthoughTheJobHasBeenQuietSince() {
        deploy.request("Update");
        deploy.service.write("{\"throwableInformation\": \"a.Old\"}");
        deploy.clock.pass(Duration.ofMinutes(10));

        assertThat(failedUpdate()).endsWith("; the job's last exception: a.Old");
    }

    @Test
    void anExceptionOfBeforeTheDeploySaysNothing() {
        deploy.service.write("{\"throwableInformation\": \"a.Old\"}");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.stackBegins("UPDATE_IN_PROGRESS").request("Update");

        assertThat(failedUpdate()).endsWith("; the service says: no such subnet");
    }

    /** CloudFormation's own update precedes the request. */
    @Test
    void anExceptionOfTheFailedUpdateIsFoundAlthoughItIsOlderThanTheRequest() {
        deploy.stackBegins("UPDATE_IN_PROGRESS");
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.write("{\"throwableInformation\": \"a.New\"}");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.fail("no such subnet", "RUNNING");
        deploy.request("Update");

        assertThat(deploy.failure()).endsWith("; the job's last exception: a.New");
    }

    @Test
    void theFailedUpdateIsWhatTheServiceIsAskedAbout() {
        deploy.stackBegins("UPDATE_IN_PROGRESS");
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.write("{\"throwableInformation\": \"a.New\"}");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.service.fail("no such subnet", "RUNNING");
        deploy.clock.pass(Duration.ofMinutes(1));
        deploy.request("Update");
        deploy.service.begin("StopApplication", "STOPPING");
        deploy.service.end("SUCCESSFUL", "RUNNING");

        assertThat(deploy.failure())
                .isEqualTo("lottery: UpdateApplication failed; the service says: no such subnet; the job's last"
                        + " exception: a.New");
    }

    @Test
    void aSlowLogIsReadForHalfAMinute() {
        deploy.request("Update");
        for (String exception : new String[] {"a.First", "a.Second", "a.Third"}) {
            deploy.service.write("{\"throwableInformation\": \"" + exception + "\"}");
        }
        deploy.service.callTakes = Duration.ofSeconds(10);

        assertThat(failedUpdate()).endsWith("; the job's last exception: a.Second");
    }

    @Test
    void aSlowListOfSnapshotsIsReadForHalfAMinute() {
        snapshots(10);
        completes(Duration.ofSeconds(9));

        assertThat(requests("ListApplicationSnapshots")).isEqualTo(4);
        assertThat(requests("DeleteApplicationSnapshot")).isZero();
    }

    @Test
    void snapshotsAreDeletedForHalfAMinute() {
        snapshots(6);
        completes(Duration.ofSeconds(7));

        assertThat(deploy.service.calls())
                .containsExactly("DeleteApplicationSnapshot snapshot-1", "DeleteApplicationSnapshot snapshot-2");
        assertThat(deploy.log()).contains("deleted 2 old snapshots\n");
    }

    private void snapshots(int count) {
        for (int i = 1; i <= count; i++) {
            deploy.service.snapshot("snapshot-" + i, "READY");
        }
    }

    private void completes(Duration callTakes) {
        deploy.stackBegins("UPDATE_IN_PROGRESS").request("Update");
        deploy.runsFor(7);
        deploy.service.callTakes = callTakes;
        assertThat(deploy.isComplete()).isTrue();
    }

    private String failedUpdate() {
        deploy.service.begin("UpdateApplication", "UPDATING");
        deploy.service.fail("no such subnet", "RUNNING");
        return deploy.failure();
    }

    private int requests(String call) {
        return Collections.frequency(deploy.service.requests(), call);
    }
}
