package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.junit.StageExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records written in transactions, read by the synthesised stage {@code dev} on Kafka. */
class KafkaTransactionIT {
    /** The rest of a window, and the wait for a silent partition. */
    private static final Duration LONGER_THAN_A_DRAW_TAKES = Duration.ofSeconds(25);

    @RegisterExtension
    static final StageExtension STAGE = Lottery.stageOfTheClass().streams(StreamBackend.KAFKA);

    /** The records of an open transaction have arrived and will become visible; their window must stay open until then. */
    @Test
    void aWindowWaitsForATransactionThatIsOpen() {
        Lottery lottery = new Lottery(STAGE.running());
        long now = System.currentTimeMillis();
        lottery.start(1, now - 1);
        lottery.buy(1, 100);
        lottery.click(1, 1, now);
        try (OpenTransaction transaction =
                OpenTransaction.begin(STAGE.running().bootstrapServers(), lottery.userEventsTopic())) {
            transaction.put("1", Lottery.clickJson(1, 1, now));

            await().during(LONGER_THAN_A_DRAW_TAKES)
                    .atMost(LONGER_THAN_A_DRAW_TAKES.plusMinutes(1))
                    .until(() -> lottery.awaitDraws(any -> true).isEmpty());
            transaction.commit();
        }

        assertThat(lottery.awaitDraws(seen -> !seen.isEmpty()))
                .singleElement()
                .asString()
                .endsWith("won by 1 of 2");
    }
}
