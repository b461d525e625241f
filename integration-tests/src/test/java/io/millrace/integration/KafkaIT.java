package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.deploy.StreamBackend;
import io.millrace.local.junit.StageExtension;
import io.millrace.local.runtime.ApplicationStatus;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The synthesised template of the stage {@code dev}, its own jar, and topics of a real broker for streams. */
class KafkaIT {
    /** The rest of a window, and how long a silent partition is waited for. */
    private static final Duration LONGER_THAN_A_DRAW_TAKES = Duration.ofSeconds(20);

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
                    .until(() -> lottery.draws().stream().noneMatch(draw -> draw.startsWith("2-")));
            transaction.commit();
        }

        assertThat(lottery.awaitDraws(seen -> seen.stream().anyMatch(draw -> draw.startsWith("2-"))))
                .filteredOn(draw -> draw.startsWith("2-"))
                .singleElement()
                .asString()
                .endsWith("won by 4 of 1");
    }
}
