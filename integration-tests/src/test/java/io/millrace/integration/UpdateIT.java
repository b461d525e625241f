package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.runtime.ApplicationStatus;
import io.millrace.local.runtime.LocalStage;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updating a stage and rolling it back while it works does not change its results: user 1 has three coupons, spends one in
 * each of three versions, and has none for a fourth click.
 */
class UpdateIT {
    @TempDir
    private Path state;

    @TempDir
    private Path assemblies;

    @Test
    void resultsGoOnThroughAnUpdateARefusedOneAndARollback() throws Exception {
        try (LocalStage stage = LocalStage.builder(Lottery.ASSEMBLY)
                .stage("dev")
                .applications("lottery", "booking-alerts")
                .stateDirectory(state)
                .start()) {
            Lottery lottery = new Lottery(stage);
            lottery.start(1, 0);
            lottery.buy(1, 3);
            lottery.click(1, 1, 1_000);
            carryTo(lottery, 500_000);
            lottery.awaitDraws(seen -> seen.size() >= 1);

            Path changed = new ChangedAssembly(assemblies.resolve("changed"))
                    .set("lottery", "events.max-ahead", "2 min")
                    .rebuilt()
                    .directory();
            MillraceCommand updated = update(changed, "--application", "lottery");
            assertThat(updated.exitCode()).as(updated.toString()).isZero();
            assertThat(updated.said())
                    .anyMatch(line -> line.startsWith("  code "))
                    .contains("  Job: events.max-ahead  none -> 2 min")
                    .anyMatch(line -> line.matches("millrace-dev-lottery-.*: restores savepoint savepoint-.*"))
                    .last()
                    .asString()
                    .endsWith(" runs version 2");
            lottery.click(1, 1, 1_000_000);
            carryTo(lottery, 1_500_000);
            lottery.awaitDraws(seen -> seen.size() >= 2);

            Path dropping = new ChangedAssembly(assemblies.resolve("dropping"))
                    .set("booking-alerts", "escalations", "cancelled: CANCELLED, then CONFIRMED within 5 min")
                    .directory();
            MillraceCommand refused = update(dropping, "--application", "booking-alerts");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.said())
                    .anyMatch(line -> line.contains("is not updated and keeps running, since state would be dropped:"))
                    .anyMatch(line -> line.matches("  operator '.*payment-trouble.*' .* is not in this job: .*"));

            MillraceCommand back =
                    MillraceCommand.run("local", "rollback", "--state", state.toString(), "--application", "lottery");
            assertThat(back.exitCode()).as(back.toString()).isZero();
            assertThat(back.said()).last().asString().contains(" runs version 1 again, from its snapshot of ");
            lottery.click(1, 1, 2_000_000);
            lottery.click(1, 1, 2_000_500);
            carryTo(lottery, 2_500_000);

            assertThat(lottery.awaitDraws(seen -> seen.size() >= 3))
                    .isEqualTo(new TreeSet<>(List.of(
                            "1-0: 0 to 10000 won by 1 of 1",
                            "1-1000000: 1000000 to 1010000 won by 1 of 1",
                            "1-2000000: 2000000 to 2010000 won by 1 of 1")));
            assertThat(lottery.awaitRejected(seen -> seen.contains("User has no coupon, userId: 1")))
                    .isNotEmpty();
            assertThat(stage.applications())
                    .allSatisfy(
                            application -> assertThat(application.restarts()).isZero())
                    .allMatch(ApplicationStatus::isRunning);
        }
    }

    private MillraceCommand update(Path assembly, String... options) throws Exception {
        return MillraceCommand.run(Stream.concat(
                        Stream.of("local", "update", "--state", state.toString(), "--app", assembly.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    /** Advances event time in every shard, by clicks of users without a coupon. */
    private static void carryTo(Lottery lottery, long timestamp) {
        for (int userId = 100; userId < 140; userId++) {
            lottery.click(userId, 1, timestamp);
        }
        lottery.start(timestamp, timestamp);
    }
}
