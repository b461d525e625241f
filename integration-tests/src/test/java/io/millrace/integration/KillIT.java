package io.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.runtime.LocalStage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a {@code kill -9} of every process and a new start, the draws are the same as without. */
class KillIT {
    private static final int USERS = 40;
    private static final int CLICKS = 2_000;
    /** Event time, in milliseconds: two stretches of clicks, with a pause between them that outlasts a kill and a start. */
    private static final long STRETCH = 100_000;

    private static final long PAUSE = 200_000;
    private static final long END = 2 * STRETCH + PAUSE;

    @TempDir
    private Path undisturbedState;

    @TempDir
    private Path killedState;

    /** The events that the runtime has reported for both. */
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void drawsAreTheSameAsWithoutTheKill() throws Exception {
        List<List<OutgoingRecord>> clicks = clicks();
        TreeSet<String> expected;
        try (LocalStage stage = up(undisturbedState)) {
            Lottery lottery = new Lottery(stage);
            begin(lottery);
            clicks.forEach(lottery::putUserEvents);
            end(lottery);
            expected = awaitAll(lottery);
        }

        shareKey();
        Lottery lottery = new Lottery(up(killedState));
        try {
            begin(lottery);
            for (int batch = 0; batch < clicks.size(); batch++) {
                lottery.putUserEvents(clicks.get(batch));
                if (batch == clicks.size() / 2 - 2) {
                    lottery.awaitDraws(seen -> !seen.isEmpty());
                    awaitCheckpoint(lottery);
                    lottery.putUserEvents(clicks.get(++batch)); // after the checkpoint, before the kill
                    lottery.stage().kill();
                    lottery = new Lottery(up(killedState));
                    // a start without state would replay everything and draw the same, so check that it restored
                    assertThat(events).anyMatch(event -> event.contains("restores checkpoint chk-"));
                }
            }
            end(lottery);
            assertThat(awaitAll(lottery)).isEqualTo(expected);
        } finally {
            lottery.stage().close();
        }
    }

    /** Gives the second stage the first one's key for the draws. */
    private void shareKey() throws IOException {
        Path secrets = Files.createDirectories(killedState.resolve("dev/secrets"));
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(undisturbedState.resolve("dev/secrets"))) {
            for (Path key : keys) {
                Files.copy(key, secrets.resolve(key.getFileName()));
            }
        }
    }

    /** Starts the stage, or resumes it when the directory holds its state. */
    private LocalStage up(Path stateDirectory) {
        return LocalStage.builder(Lottery.ASSEMBLY)
                .stage("dev")
                .applications("lottery")
                .stateDirectory(stateDirectory)
                .events(events::add)
                .start();
    }

    private static void awaitCheckpoint(Lottery lottery) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> lottery.stage().applications().stream().allMatch(app -> app.checkpoints() > 0));
    }

    private static void begin(Lottery lottery) {
        lottery.start(1, 0);
        lottery.start(3, STRETCH / 2); // carries the lotteries' time on, so that the first draws come soon
        for (int userId = 0; userId < USERS; userId++) {
            lottery.buy(userId, 30 + userId);
        }
    }

    /** 2,000 clicks of 40 users in 20 batches; users with few coupons run out. */
    private static List<List<OutgoingRecord>> clicks() {
        Random random = new Random(1);
        List<List<OutgoingRecord>> batches = new ArrayList<>();
        for (int i = 0; i < CLICKS; i++) {
            if (i % 100 == 0) {
                batches.add(new ArrayList<>());
            }
            long userId = random.nextInt(USERS);
            long active = 2 * STRETCH * i / CLICKS;
            long timestamp = active < STRETCH ? active : active + PAUSE;
            batches.get(i / 100)
                    .add(new OutgoingRecord(
                            Long.toString(userId),
                            "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":1,\"timestamp\":%d}"
                                    .formatted(userId, timestamp)));
        }
        return batches;
    }

    /** Advances event time past the end in every shard, so that all windows before it are drawn. */
    private static void end(Lottery lottery) {
        for (int userId = 0; userId < USERS; userId++) {
            lottery.click(userId, 1, END + 100_000);
        }
        lottery.start(2, END + 100_000);
    }

    private static TreeSet<String> awaitAll(Lottery lottery) {
        int windows = (int) (2 * STRETCH / 10_000);
        return lottery.awaitDraws(seen -> before(seen).size() >= windows).stream()
                .filter(KillIT::isBeforeEnd)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> before(TreeSet<String> draws) {
        return draws.stream().filter(KillIT::isBeforeEnd).toList();
    }

    private static boolean isBeforeEnd(String draw) {
        return Long.parseLong(draw.substring(draw.indexOf('-') + 1, draw.indexOf(':'))) < END;
    }
}
