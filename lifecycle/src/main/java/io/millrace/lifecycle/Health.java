package io.millrace.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges a job by its metrics: healthy is who, for long enough, did not restart and ran on. A running job's status says
 * nothing: one that fails and restarts all the time is {@code RUNNING}, too.
 */
final class Health {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    enum Verdict {
        HEALTHY,
        FAILING,
        /** Not watched for long enough, or CloudWatch has not got the minutes yet. */
        UNDECIDED
    }

    /** @param why what speaks against the job, or is missing; empty when it is healthy */
    record Judgement(Verdict verdict, Optional<String> why) {}

    private Health() {}

    /**
     * @param points in the order of time
     * @param from when the job came into being; what happened in the minute of that is not held against it
     */
    static Judgement judge(List<HealthPoint> points, Instant from, Duration verifyFor) {
        Instant firstMinute = from.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
        List<HealthPoint> seen = points.stream()
                .filter(point -> !point.minute().isBefore(firstMinute))
                .toList();
        if (seen.isEmpty()) {
            return undecided("CloudWatch has no metrics of the job yet");
        }
        int begin = 0;
        for (int i = 1; i < seen.size(); i++) {
            HealthPoint before = seen.get(i - 1);
            HealthPoint after = seen.get(i);
            if (after.restarts() > before.restarts()) {
                return failing(String.format(
                        Locale.ROOT,
                        "the job restarted (from %.0f restarts to %.0f within the watch)",
                        before.restarts(),
                        after.restarts()));
            }
            if (after.restarts() < before.restarts() || after.runningMillis() < before.runningMillis()) {
                // submitted anew, as scaling and maintenance do: the watch begins anew
                begin = i;
            }
        }
        HealthPoint first = seen.get(begin);
        HealthPoint last = seen.get(seen.size() - 1);
        if (last.minute().plus(MINUTE).isBefore(first.minute().plus(verifyFor))) {
            return undecided("the job has not been watched for long enough");
        }
        if (last.runningMillis() <= first.runningMillis()) {
            return failing("the job does not run: its running time does not grow");
        }
        return new Judgement(Verdict.HEALTHY, Optional.empty());
    }

    private static Judgement failing(String why) {
        return new Judgement(Verdict.FAILING, Optional.of(why));
    }

    private static Judgement undecided(String why) {
        return new Judgement(Verdict.UNDECIDED, Optional.of(why));
    }
}
