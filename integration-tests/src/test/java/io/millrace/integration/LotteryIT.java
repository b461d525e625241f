package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.StageExtension;
import io.millrace.local.runtime.ApplicationStatus;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The synthesised template of the stage {@code dev}, its own jar, the real records. */
class LotteryIT {
    @RegisterExtension
    static final StageExtension STAGE = Lottery.stageOfTheClass();

    @Test
    void windowsAreDrawnWithoutWaitingForTheNextClickAndWhatBreaksARuleIsRejected() {
        Lottery lottery = new Lottery(STAGE.running());
        lottery.start(1, 0);
        for (int userId = 1; userId <= 3; userId++) {
            lottery.buy(userId, 100);
        }
        lottery.click(1, 1, 1_000);
        lottery.click(2, 1, 5_000);
        lottery.click(3, 1, 11_000);

        TreeSet<String> draws = lottery.awaitDraws(seen -> seen.size() >= 2);

        assertThat(draws).hasSize(2);
        assertThat(draws.first()).matches("1-0: 0 to 10000 won by [12] of 2");
        assertThat(draws.last()).isEqualTo("1-10000: 10000 to 20000 won by 3 of 1");

        lottery.start(1, 60_000);
        lottery.buy(4, -1);
        lottery.click(5, 1, 61_000);
        lottery.click(5, 7, 61_000);
        lottery.putUserEvent(6, "no JSON");
        lottery.start(2, 200_000); // carries the lotteries' time past the click on lottery 7

        assertThat(lottery.awaitRejected(seen -> seen.size() >= 5))
                .containsExactly(
                        "Cannot buy negative amount of coupons",
                        "Cannot click on inactive lottery, lotteryId: 7",
                        "Cannot start already started lottery, lotteryId: 1",
                        "User has no coupon, userId: 5",
                        "not JSON: Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token"
                                + " 'null', 'true' or 'false')");
        assertThat(STAGE.running().applications())
                .allSatisfy(application -> assertThat(application.restarts()).isZero())
                .extracting(ApplicationStatus::status)
                .containsExactly("RUNNING");
    }
}
