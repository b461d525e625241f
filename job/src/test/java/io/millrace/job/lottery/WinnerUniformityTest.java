package io.millrace.job.lottery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.lottery.ticket.Tickets;
import org.junit.jupiter.api.Test;

/**
 * Every entry has the same chance. Pearson's chi-squared over the winners of many draws, with a fixed key: the same
 * numbers in every run. The critical value is that of 9 degrees of freedom at one in a thousand.
 */
class WinnerUniformityTest {
    private static final int USERS = 10;
    private static final int DRAWS = 200_000;
    private static final double CRITICAL = 27.88;

    private interface Picker {
        long ticket(long window, long userId);
    }

    private static double chiSquared(Picker picker) {
        BestEntry best = new BestEntry();
        int[] won = new int[USERS];
        for (long window = 0; window < DRAWS; window++) {
            PartialDraw draw = best.createAccumulator();
            for (long userId = 0; userId < USERS; userId++) {
                draw = best.add(new Entry(1, userId, window, picker.ticket(window * 10_000, userId)), draw);
            }
            won[(int) draw.userId]++;
        }
        double expected = (double) DRAWS / USERS;
        double sum = 0;
        for (int wins : won) {
            sum += (wins - expected) * (wins - expected) / expected;
        }
        return sum;
    }

    @Test
    void everyEntryHasTheSameChance() {
        Tickets tickets = new Tickets("fixed");

        assertThat(chiSquared((window, userId) -> tickets.ticket(1, window, userId, window / 10_000)))
                .isLessThan(CRITICAL);
    }

    @Test
    void theTestSeesABiasOfOneInTwenty() {
        Tickets tickets = new Tickets("fixed");

        assertThat(chiSquared((window, userId) -> {
                    long ticket = tickets.ticket(1, window, userId, window / 10_000);
                    return userId == 0 ? (ticket >>> 1) / 20 * 19 << 1 : ticket;
                }))
                .isGreaterThan(CRITICAL);
    }
}
