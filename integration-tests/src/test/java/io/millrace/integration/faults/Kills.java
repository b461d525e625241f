package io.millrace.integration.faults;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Causes failures in a cluster, at random moments, some before it has recovered. */
final class Kills {
    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    /** One in this many comes while the cluster still recovers from the one before. */
    private static final int DURING_RECOVERY = 4;

    /** The kinds of failures. */
    enum Kind {
        TASK_FAILURE("task failures"),
        TASK_MANAGER_LOSS("TaskManager losses"),
        KILL("kill -9");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Cluster cluster;
    private final Random random;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private long restored;
    private boolean recovered = true;

    Kills(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    /** Equally many failures of each kind, in a random order. */
    static List<Kind> kinds(int count, long seed) {
        List<Kind> kinds = new ArrayList<>();
        while (kinds.size() < count) {
            kinds.add(Kind.values()[kinds.size() % Kind.values().length]);
        }
        Collections.shuffle(kinds, new Random(seed));
        return kinds;
    }

    /** Causes these failures and returns when the cluster has recovered from the last. */
    void run(List<Kind> kinds) throws InterruptedException {
        int killed = 0;
        for (Kind kind : kinds) {
            pause();
            System.out.printf("faults: %d of %d: %s%n", ++killed, kinds.size(), kill(kind));
            recovered = random.nextInt(DURING_RECOVERY) > 0;
            if (recovered) {
                cluster.awaitCheckpoints();
            }
        }
        cluster.awaitCheckpoints();
    }

    /** A random moment, independent of the cluster. */
    private void pause() throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
    }

    /** The failures caused so far. */
    private String kill(Kind kind) {
        done.merge(kind, 1, Integer::sum);
        return switch (kind) {
            case TASK_FAILURE -> seenAsRestart(() -> cluster.failTask(random.nextLong()));
            case TASK_MANAGER_LOSS -> seenAsRestart(() -> cluster.loseTaskManager(random.nextLong()));
            case KILL -> {
                long found = cluster.killAndResume();
                restored += found;
                yield "killed all; %d jobs resumed from a checkpoint".formatted(found);
            }
        };
    }

    /** Repeats a failure that hit nothing; where jobs ran before, one must have restarted. */
    private String seenAsRestart(Supplier<String> hurt) {
        long before = cluster.restarts();
        String what = await().atMost(Cluster.PATIENCE).until(hurt::get, done -> !done.equals("nothing"));
        if (recovered) {
            await("a restart after " + what).atMost(Cluster.PATIENCE).until(() -> cluster.restarts() > before);
        }
        return what;
    }

    /** How many jobs found a checkpoint after a {@code kill -9}. */
    long restored() {
        return restored;
    }

    @Override
    public String toString() {
        int count = done.values().stream().mapToInt(Integer::intValue).sum();
        List<String> kinds = new ArrayList<>();
        done.forEach((kind, times) -> kinds.add(times + " " + kind.words));
        return "%d kills (%s)".formatted(count, String.join(", ", kinds));
    }
}
