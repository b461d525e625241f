package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.junit.StageExtension;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The synthesised stage {@code dev} with its own jar, and topics of a real broker as streams. Event time never goes back,
 * so the test whose records have early timestamps comes first.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaIT {
    /** Event time waits 7 s for a silent partition; a draw becomes visible with the next checkpoint, after 10 s at most. */
    private static final Duration LONGER_THAN_A_DRAW_TAKES = Duration.ofSeconds(20);

    @RegisterExtension
    static final StageExtension STAGE = Lottery.stageOfTheClass().streams(StreamBackend.KAFKA);

    private static Lottery lottery;

    @BeforeAll
    static void readTopics() {
        lottery = new Lottery(STAGE.running());
    }

    @Test
    @Order(1)
    void theStageWorksOnTopicsAsOnStreams() {
        lottery.start(1, 0);
        for (int userId = 1; userId <= 3; userId++) {
            lottery.buy(userId, 100);
        }
        lottery.click(1, 1, 1_000);
        lottery.click(2, 1, 5_000);
        lottery.click(3, 1, 11_000);
        lottery.putUserEvent(6, "no JSON");
        lottery.carryTo(50_000);

        TreeSet<String> draws = lottery.awaitDraws(seen -> seen.size() >= 2);

        assertThat(draws).hasSize(2);
        assertThat(draws.first()).matches("1-0: 0 to 10000 won by [12] of 2");
        assertThat(draws.last()).isEqualTo("1-10000: 10000 to 20000 won by 3 of 1");
        assertThat(lottery.awaitRejected(seen -> seen.stream().anyMatch(reason -> reason.startsWith("not JSON: "))))
                .filteredOn(reason -> !reason.startsWith("User has no coupon, "))
                .singleElement()
                .asString()
                .startsWith("not JSON: ");
        assertThat(STAGE.running().applications())
                .allSatisfy(application -> assertThat(application.restarts()).isZero())
                .extracting(ApplicationStatus::status)
                .containsExactly("RUNNING");
    }

    /** The records of an open transaction have arrived and will become visible; their window must stay open until then. */
    @Test
    @Order(2)
    void aWindowWaitsForATransactionThatIsOpen() {
        // the last millisecond of a window, so that the wait is not for the window's end
        long past = System.currentTimeMillis() / 10_000 * 10_000 - 10_001;
        lottery.start(4, past);
        lottery.buy(4, 100);
        lottery.click(4, 4, past);
        try (OpenTransaction transaction =
                OpenTransaction.begin(STAGE.running().bootstrapServers(), lottery.userEventsTopic())) {
            transaction.put("4", Lottery.clickJson(4, 4, past));
            lottery.carryTo(past); // in every partition, so that from here on only the clock is waited for

            await().during(LONGER_THAN_A_DRAW_TAKES)
                    .atMost(LONGER_THAN_A_DRAW_TAKES.plusMinutes(5))
                    .until(() -> drawsOfLottery4().isEmpty());
            transaction.commit();
        }

        assertThat(lottery.awaitDraws(seen -> seen.stream().anyMatch(draw -> draw.startsWith("4-"))))
                .isNotEmpty();
        assertThat(drawsOfLottery4()).singleElement().asString().endsWith("won by 4 of 2");
    }

    private static List<String> drawsOfLottery4() {
        return lottery.awaitDraws(any -> true).stream()
                .filter(draw -> draw.startsWith("4-"))
                .toList();
    }
}
