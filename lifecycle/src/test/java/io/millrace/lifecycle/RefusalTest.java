package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service refuses calls, temporarily or permanently. */
class RefusalTest {
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
    void oneThrottledCallIsRepeatedAtOnce() {
        deploy.service.refuse("DescribeApplication", "ThrottlingException");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListApplicationOperations", "DescribeApplication", "StartApplication"})
    void aThrottledServiceIsAskedAgainAtTheNextLook(String action) {
        deploy.service.refuse(action, "ThrottlingException", "ThrottlingException", "ThrottlingException");
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        assertThat(deploy.log()).last().asString().contains(", will be retried: said ThrottlingException");
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceInUseException", "ConcurrentModificationException"})
    void anApplicationInUseIsAskedAgainAtTheNextLook(String error) {
        deploy.service.refuse("StartApplication", error);
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    @Test
    void throttledMetricsAreAskedForAgainAtTheNextLook() {
        deploy.isNotCompleteYet();
        deploy.service.end("SUCCESSFUL", "RUNNING");
        deploy.runsFor(7);
        deploy.service.refuse("GetMetricData", "InternalFailure", "InternalFailure", "InternalFailure");
        deploy.isNotCompleteYet();

        assertThat(deploy.isComplete()).isTrue();
    }

    @Test
    void aStartThatCanNeverBeFailsTheDeploy() {
        deploy.service.refuse("StartApplication", "InvalidApplicationConfigurationException");

        assertThat(deploy.failure())
                .startsWith("lottery: START was refused: said InvalidApplicationConfigurationException");
    }

    @Test
    void aServiceThatStaysInUseFailsTheDeployInTheEnd() {
        deploy.clock.pass(Duration.ofMinutes(29));
        deploy.service.refuse("StartApplication", "ResourceInUseException");
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).contains("the deploy timed out: it was not started");
    }

    /** A permission of the same deploy takes effect some time later. */
    @ParameterizedTest
    @ValueSource(strings = {"DescribeApplication", "StartApplication", "DescribeStackEvents"})
    void aForbiddenCallIsRepeatedForFiveMinutes(String action) {
        deploy.service.refuse(action, "AccessDeniedException");
        deploy.clock.pass(Duration.ofMinutes(4));
        deploy.isNotCompleteYet();
        assertThat(deploy.service.calls()).isEmpty();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).hasSize(1);
    }

    @Test
    void aCallThatStaysForbiddenFailsTheDeployAndNamesIt() {
        deploy.clock.pass(Duration.ofMinutes(5));
        deploy.service.refuse("DescribeApplication", "AccessDeniedException");

        assertThat(deploy.failure()).startsWith("lottery: the service did not answer: said AccessDeniedException");
    }

    @Test
    void aThrottledServiceDoesNotKeepADeployFromBeingUndone() {
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(30));
        deploy.service.refuse("DescribeApplication", "InternalFailure", "InternalFailure", "InternalFailure");
        deploy.isNotCompleteYet();
        deploy.isNotCompleteYet();

        assertThat(deploy.service.calls()).last().asString().startsWith("StopApplication ");
    }

    @Test
    void aServiceThatCannotBeReachedIsAskedAgainAtTheNextLook() {
        deploy.service.close();
        deploy.isNotCompleteYet();

        assertThat(deploy.log()).last().asString().startsWith("the service did not answer, will be retried: ");
    }

    @Test
    void aServiceThatDoesNotAnswerFailsTheDeployOnceThereIsNoTimeToUndoIt() {
        deploy.service.close();
        deploy.clock.pass(Duration.ofMinutes(37));
        deploy.isNotCompleteYet();
        deploy.clock.pass(Duration.ofMinutes(1));

        assertThat(deploy.failure()).startsWith("lottery: the service did not answer: ");
    }

    @Test
    void aLogThatCannotBeReadHidesNothing() {
        deploy.isNotCompleteYet();
        deploy.service.fail("no memory", "READY");
        deploy.service.refuse("FilterLogEvents", "ResourceNotFoundException");

        assertThat(deploy.failure()).isEqualTo("lottery: the application did not start; the service says: no memory");
        assertThat(deploy.log()).last().asString().startsWith("could not read details: said ResourceNotFoundException");
    }

    @Test
    void aLongReasonIsCutToWhatCloudFormationTakes() {
        deploy.isNotCompleteYet();
        deploy.service.fail("é".repeat(5000), "READY");

        assertThat(deploy.failure()).endsWith("é [...]");
    }
}
