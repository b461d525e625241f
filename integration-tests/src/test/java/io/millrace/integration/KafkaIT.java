package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.deploy.StreamBackend;
import io.millrace.local.junit.StageExtension;
import io.millrace.local.runtime.ApplicationStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The synthesised template of the stage {@code dev}, its own jar, and topics of a real broker for streams. */
class KafkaIT {
    private static final long WINDOW_MILLIS = 10_000;
    /** The rest of a window, and how long a silent partition is waited for. */
    private static final Duration LONGER_THAN_A_DRAW_TAKES = Duration.ofSeconds(20);

    @RegisterExtension
    static final StageExtension STAGE = Lottery.stageOfTheClass().streams(StreamBackend.KAFKA);

    @Test
    void theStageWorksOnTopicsAsOnStreams() {
        Lottery lottery = new Lottery(STAGE.running());
        long window = System.currentTimeMillis() / WINDOW_MILLIS * WINDOW_MILLIS;
        long next = window + WINDOW_MILLIS;
        lottery.start(1, window);
        for (int userId = 1; userId <= 3; userId++) {
            lottery.buy(userId, 100);
        }
        lottery.click(1, 1, window + 1_000);
        lottery.click(2, 1, window + 5_000);
        lottery.click(3, 1, next + 1_000);
        lottery.putUserEvent(6, "no JSON");

        assertThat(lottery.awaitDrawsOf(1, 2))
                .satisfiesExactly(
                        first -> assertThat(first).matches("1-%d: %1$d to %d won by [12] of 2".formatted(window, next)),
                        second -> assertThat(second)
                                .isEqualTo("1-%d: %1$d to %d won by 3 of 1".formatted(next, next + WINDOW_MILLIS)));
        assertThat(lottery.awaitRejected(seen -> !seen.isEmpty()))
                .singleElement()
                .asString()
                .startsWith("not JSON: ");
        assertThat(STAGE.running().applications())
                .allSatisfy(application -> assertThat(application.restarts()).isZero())
                .extracting(ApplicationStatus::status)
                .containsExactly("RUNNING");
    }

    /** Its records have arrived, and will yet appear: a window of theirs must not close before they do. */
    @Test
    void aWindowWaitsForATransactionThatIsOpen() {
        Lottery lottery = new Lottery(STAGE.running());
        long now = System.currentTimeMillis();
        lottery.start(2, now - 1);
        lottery.buy(4, 100);
        try (OpenTransaction transaction =
                OpenTransaction.begin(STAGE.running().bootstrapServers(), lottery.userEventsTopic())) {
            transaction.put("4", Lottery.clickJson(4, 2, now));

            await().during(LONGER_THAN_A_DRAW_TAKES)
                    .atMost(LONGER_THAN_A_DRAW_TAKES.plusMinutes(1))
                    .until(() -> lottery.awaitDrawsOf(2, 0).isEmpty());
            transaction.commit();
        }

        assertThat(lottery.awaitDrawsOf(2, 1)).singleElement().asString().endsWith("won by 4 of 1");
    }
}
