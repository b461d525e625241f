package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.junit.StageExtension;
import io.millrace.local.runtime.ApplicationStatus;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The synthesised stage {@code dev} with its own jar, and topics of a real broker as streams. */
class KafkaIT {
    @RegisterExtension
    static final StageExtension STAGE = Lottery.stageOfTheClass().streams(StreamBackend.KAFKA);

    @Test
    void theStageWorksOnTopicsAsOnStreams() {
        Lottery lottery = new Lottery(STAGE.running());
        lottery.start(1, 0);
        for (int userId = 1; userId <= 3; userId++) {
            lottery.buy(userId, 100);
        }
        lottery.click(1, 1, 1_000);
        lottery.click(2, 1, 5_000);
        lottery.click(3, 1, 11_000);
        lottery.putUserEvent(6, "no JSON");

        TreeSet<String> draws = lottery.awaitDraws(seen -> seen.size() >= 2);

        assertThat(draws).hasSize(2);
        assertThat(draws.first()).matches("1-0: 0 to 10000 won by [12] of 2");
        assertThat(draws.last()).isEqualTo("1-10000: 10000 to 20000 won by 3 of 1");
        assertThat(lottery.awaitRejected(seen -> !seen.isEmpty()))
                .singleElement()
                .asString()
                .startsWith("not JSON: ");
        assertThat(STAGE.running().applications())
                .allSatisfy(application -> assertThat(application.restarts()).isZero())
                .extracting(ApplicationStatus::status)
                .containsExactly("RUNNING");
    }
}
