package io.millrace.constructs.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
    @ParameterizedTest
    @CsvSource({"PT5M, PT40M", "PT2M, PT7M", "PT30M, PT50M", "PT2M1S, PT7M1S"})
    void whatFitsTheServiceAndCloudFormationIsTaken(Duration verifyFor, Duration timeout) {
        assertThat(Lifecycle.builder()
                        .verifyFor(verifyFor)
                        .timeout(timeout)
                        .build()
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT1M59S", "PT30M1S", "PT2M0.5S", "-PT5M"})
    void aWatchOutOfItsRangeIsRefused(Duration verifyFor) {
        assertThat(Lifecycle.builder().verifyFor(verifyFor).build().violations())
                .containsExactly(
                        "a job must be verified for 2 to 30 minutes, in whole seconds, got '" + verifyFor + "'");
    }

    @ParameterizedTest
    @CsvSource({"PT9M59S", "PT50M1S", "PT40M0.001S"})
    void aTimeoutOutOfItsRangeIsRefused(Duration timeout) {
        assertThat(Lifecycle.builder().timeout(timeout).build().violations())
                .containsExactly("the timeout of a deploy must be at most 50 minutes, in whole seconds, and at least 5"
                        + " minutes more than the PT5M of its verification, got '" + timeout + "'");
    }

    @ParameterizedTest
    @CsvSource({"-1", "11"})
    void restartsOutOfTheirRangeAreRefused(int restarts) {
        assertThat(Lifecycle.builder().maxRestarts(restarts).build().violations())
                .containsExactly("the restarts that a deploy allows must be 0 to 10, got " + restarts);
    }

    @ParameterizedTest
    @CsvSource({"0", "901"})
    void snapshotsOutOfTheirRangeAreRefused(int snapshots) {
        assertThat(Lifecycle.builder().snapshotsKept(snapshots).build().violations())
                .containsExactly("the snapshots that a deploy keeps must be 1 to 900, got " + snapshots);
    }

    @Test
    void bothViolationsAreReportedAtOnce() {
        assertThat(Lifecycle.builder()
                        .verifyFor(Duration.ofMinutes(31))
                        .timeout(Duration.ofHours(1))
                        .build()
                        .violations())
                .hasSize(2);
    }
}
