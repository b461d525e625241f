package io.millrace.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Assesses a job by its metrics. A job is healthy when it has run long enough without a restart, after no more restarts than
 * are allowed. The application's status is no help: an application whose job fails and restarts all the time is {@code RUNNING}, too.
 */
final class Health {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    enum Verdict {
        HEALTHY,
        FAILING,
        /** Not watched long enough yet, or CloudWatch has no metrics yet. */
        UNDECIDED
    }

    /** @param why why the job is not healthy, or not assessed yet; empty when it is healthy */
    record Assessment(Verdict verdict, Optional<String> why) {}

    private Health() {}

    /**
     * @param points in chronological order
     * @param from when the job was submitted; the rest of that minute is ignored
     * @param maxRestarts how many restarts are allowed before the job is watched
     */
    static Assessment assess(List<HealthPoint> points, Instant from, Duration verifyFor, int maxRestarts) {
        Instant firstMinute = from.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        List<HealthPoint> seen = points.stream()
                .filter(point -> !point.minute().isBefore(firstMinute))
                .toList();
        if (seen.isEmpty()) {
            return undecided("CloudWatch has no metrics of the job yet");
        }
        int begin = 0;
        double restarts = 0;
        for (int i = 1; i < seen.size(); i++) {
            HealthPoint before = seen.get(i - 1);
            HealthPoint after = seen.get(i);
            if (after.restarts() > before.restarts()) {
                restarts += after.restarts() - before.restarts();
                if (restarts > maxRestarts) {
                    return failing(String.format(
                            Locale.ROOT,
                            "the job restarted %.0f times while it was watched, of %d allowed",
                            restarts,
                            maxRestarts));
                }
                // the watch starts again with the first minute that has no restart
                begin = i + 1;
            } else if (after.restarts() < before.restarts() || isSubmittedBetween(before, after)) {
                // submitted again, as by scaling or maintenance: the watch starts again
                begin = i;
            }
        }
        if (begin == seen.size()) {
            return undecided("the job has just restarted");
        }
        HealthPoint first = seen.get(begin);
        HealthPoint last = seen.get(seen.size() - 1);
        if (last.minute().plus(MINUTE).isBefore(first.minute().plus(verifyFor))) {
            return undecided("the job has not been watched long enough");
        }
        if (last.runningMillis() <= first.runningMillis()) {
            return failing("the job is not running: its running time does not increase");
        }
        return new Assessment(Verdict.HEALTHY, Optional.empty());
    }

    /** Running time falls behind the clock; in a gap of the metrics it can even have passed its former value again. */
    private static boolean isSubmittedBetween(HealthPoint before, HealthPoint after) {
        Duration elapsed = Duration.between(before.minute(), after.minute()).minus(MINUTE);
        return after.runningMillis() < before.runningMillis() + elapsed.toMillis();
    }

    private static Assessment failing(String why) {
        return new Assessment(Verdict.FAILING, Optional.of(why));
    }

    private static Assessment undecided(String why) {
        return new Assessment(Verdict.UNDECIDED, Optional.of(why));
    }
}
