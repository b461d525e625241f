package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.console.StageConsole;
import io.millrace.local.stage.LocalStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stage is killed and resumed, updated, refused an update and rolled back while it works, and its draws are those of a
 * stage that only ran: none of the clicks around the kill is lost or counted twice, and {@link #USER} spends one of three
 * coupons after the kill, one in the updated version and one after the rollback, and has none for another click. The update and
 * the rollback are clicked on the stage's page.
 */
class StageIT {
    /** A user who is not in {@link ClicksAroundAKill}. */
    private static final int USER = 50;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String CLICK = "click.mjs";

    @TempDir
    private Path state;

    @TempDir
    private Path assemblies;

    /** What the stage is started from. */
    private ChangedAssembly running;

    /** The events that the runtime has reported. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void drawsAreTheSameAfterAKillAnUpdateARefusedOneAndARollback() throws Exception {
        running = new ChangedAssembly(assemblies.resolve("running"));
        ClicksAroundAKill clicks = new ClicksAroundAKill();
        killAfterSomeOf(clicks);
        try (LocalStage stage = up("lottery", "booking-alerts")) {
            // a start without state would replay everything and draw the same, so check that it restored
            assertThat(events).anyMatch(event -> event.contains("restores checkpoint chk-"));
            Lottery lottery = new Lottery(stage);
            clicks.afterTheKill().forEach(lottery::putUserEvents);
            lottery.buy(USER, 3);
            clickAt(2_000_000, lottery);
            lottery.awaitDraws(seen -> seen.size() > clicks.draws().size());

            update(stage);
            clickAt(3_000_000, lottery);
            lottery.awaitDraws(seen -> seen.size() > clicks.draws().size() + 1);
            refuseUpdate();
            rollBack(stage);
            clickAt(4_000_000, lottery);
            clickAt(5_000_000, lottery);

            assertThat(lottery.awaitRejected(seen -> seen.contains("User has no coupon, userId: " + USER)))
                    .isNotEmpty();
            List<String> expected = Stream.concat(
                            clicks.draws().stream(),
                            IntStream.of(2_000_000, 3_000_000, 4_000_000)
                                    .mapToObj(start -> ClicksAroundAKill.draw(start, 1)))
                    .sorted()
                    .toList();
            assertThat(lottery.awaitDraws(seen -> seen.size() >= expected.size()).stream()
                            .map(draw -> draw.replaceFirst(" won by \\d+ of ", " of "))
                            .sorted())
                    .isEqualTo(expected);
            assertThat(stage.applications())
                    .allSatisfy(
                            application -> assertThat(application.restarts()).isZero())
                    .allMatch(ApplicationStatus::isRunning);
        }
    }

    /** Kills every process when records of the open window have been read since the last checkpoint. */
    private void killAfterSomeOf(ClicksAroundAKill clicks) {
        LocalStage stage = up("lottery");
        try {
            Lottery lottery = new Lottery(stage);
            clicks.begin(lottery);
            clicks.beforeTheCheckpoint().forEach(lottery::putUserEvents);
            lottery.awaitDraws(seen -> !seen.isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> stage.applications().stream().allMatch(application -> application.checkpoints() > 0));
            lottery.putUserEvents(clicks.betweenCheckpointAndKill());
        } finally {
            stage.kill();
        }
    }

    private void update(LocalStage stage) throws Exception {
        running.set("lottery", "events.max-ahead", "2 min").rebuilt();
        int before = events.size();

        List<String> said = click("update", stage, "--app", running.directory().toString());

        assertThat(said).last().asString().endsWith(" runs version 2");
        assertThat(events.subList(before, events.size()))
                .anyMatch(event -> event.startsWith("  code "))
                .contains("  Job: events.max-ahead  none -> 2 min")
                .anyMatch(event -> event.matches("millrace-dev-lottery-.*: restores savepoint savepoint-.*"));
    }

    private void refuseUpdate() throws Exception {
        Path dropping = new ChangedAssembly(assemblies.resolve("dropping"))
                .set("booking-alerts", "escalations", "cancelled: CANCELLED, then CONFIRMED within 5 min")
                .directory();

        MillraceCommand refused = MillraceCommand.run(
                "local",
                "update",
                "--state",
                state.toString(),
                "--app",
                dropping.toString(),
                "--application",
                "booking-alerts");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.said())
                .anyMatch(line -> line.contains("is not updated and keeps running, since state would be dropped:"))
                .anyMatch(line -> line.matches("  operator '.*payment-trouble.*' .* is not in this job: .*"));
    }

    private void rollBack(LocalStage stage) throws Exception {
        assertThat(click("rollback", stage)).last().asString().contains(" runs version 1 again, from its snapshot of ");
    }

    /** Clicks on the page; where there is no browser, runs the command of the same name. */
    private List<String> click(String operation, LocalStage stage, String... options) throws Exception {
        Optional<PageScript> script = PageScript.find(CLICK);
        if (script.isPresent()) {
            try (StageConsole page = StageConsole.start(stage.directory())) {
                return script.get().run(page.url().toString(), "lottery", operation);
            }
        }
        List<String> command =
                new ArrayList<>(List.of("local", operation, "--state", state.toString(), "--application", "lottery"));
        command.addAll(List.of(options));
        MillraceCommand run = MillraceCommand.run(command.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run.said();
    }

    /** Starts the stage, or resumes it when the directory holds its state. */
    private LocalStage up(String... applications) {
        return LocalStage.builder(running.directory())
                .stage("dev")
                .applications(applications)
                .stateDirectory(state)
                .events(events::add)
                .start();
    }

    /** Clicks at the begin of a window, and advances event time past its end. */
    private static void clickAt(long timestamp, Lottery lottery) {
        lottery.click(USER, 1, timestamp);
        lottery.carryTo(timestamp + 500_000);
    }
}
