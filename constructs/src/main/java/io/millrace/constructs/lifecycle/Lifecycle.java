package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.StopMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deploy does with a job. CloudFormation itself creates an application stopped, starts nothing, and considers an
 * update done as soon as the service has accepted it. Immutable.
 *
 * @param verification whether a deploy starts the job and waits for it
 * @param verifyFor how long the job must run without a restart before the deploy succeeds; 2 to 30 minutes, in whole
 *     seconds. The service reports its metrics once a minute, with a delay of one or two minutes
 * @param maxRestarts how often the job may restart before it runs for that long; 0 to 10. A task manager that is lost, or a
 *     permission that takes effect a minute late, restarts a healthy job
 * @param timeout how long the deploy waits in total, snapshot and start included; at most 50 minutes, in whole seconds, and
 *     at least 5 minutes more than {@code verifyFor}. New code together with a run configuration may be watched twice: the
 *     deploy fails if less than {@code verifyFor} is left for the second time. CloudFormation gives up after an hour (property
 *     {@code ServiceTimeout}), and undoing a failed deploy needs part of that hour
 * @param stopMode how the job is stopped when its application leaves the stack
 * @param snapshotsKept how many of the application's newest snapshots a successful deploy keeps; 1 to 900. It deletes older
 *     ones, except that of the run configuration. The service deletes none, and at 1,000 it refuses every update
 */
public record Lifecycle(
        Verification verification,
        Duration verifyFor,
        int maxRestarts,
        Duration timeout,
        StopMode stopMode,
        int snapshotsKept) {
    private static final Duration MIN_VERIFY = Duration.ofMinutes(2);
    private static final Duration MAX_VERIFY = Duration.ofMinutes(30);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(50);
    private static final Duration MIN_START = Duration.ofMinutes(5);
    private static final int MAX_RESTARTS = 10;
    private static final int MAX_SNAPSHOTS = 900;

    /** Whether a deploy verifies the job. */
    public enum Verification {
        /** The deploy starts the job, watches it, and fails when the job is not healthy. */
        ON,
        /** The deploy leaves the job to the service's own resource. */
        OFF
    }

    public Lifecycle {
        requireNonNull(verification, "verification is null");
        requireNonNull(verifyFor, "verifyFor is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(stopMode, "stopMode is null");
    }

    /**
     * Starts the job, watches it for 5 minutes after one restart at most, waits 40 minutes at most, stops the job with a
     * snapshot, and keeps 100 snapshots.
     */
    public static Lifecycle defaults() {
        return builder().build();
    }

    /** Does nothing: the first deploy ends with a stopped application, which is started by hand. */
    public static Lifecycle none() {
        Lifecycle defaults = defaults();
        return new Lifecycle(
                Verification.OFF,
                defaults.verifyFor,
                defaults.maxRestarts,
                defaults.timeout,
                defaults.stopMode,
                defaults.snapshotsKept);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a lifecycle that verifies the job. */
    public static final class Builder {
        private Duration verifyFor = Duration.ofMinutes(5);
        private int maxRestarts = 1;
        private Duration timeout = Duration.ofMinutes(40);
        private StopMode stopMode = StopMode.WITH_SNAPSHOT;
        private int snapshotsKept = 100;

        private Builder() {}

        /** 5 minutes by default. */
        public Builder verifyFor(Duration time) {
            this.verifyFor = time;
            return this;
        }

        /** 1 by default. */
        public Builder maxRestarts(int restarts) {
            this.maxRestarts = restarts;
            return this;
        }

        /** 40 minutes by default. */
        public Builder timeout(Duration time) {
            this.timeout = time;
            return this;
        }

        /** {@link StopMode#WITH_SNAPSHOT} by default. */
        public Builder stopMode(StopMode mode) {
            this.stopMode = mode;
            return this;
        }

        /** 100 by default. */
        public Builder snapshotsKept(int snapshots) {
            this.snapshotsKept = snapshots;
            return this;
        }

        public Lifecycle build() {
            return new Lifecycle(Verification.ON, verifyFor, maxRestarts, timeout, stopMode, snapshotsKept);
        }
    }

    /** One message for each rule that is broken. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (!isWithin(verifyFor, MIN_VERIFY, MAX_VERIFY)) {
            violations.add("a job must be verified for 2 to 30 minutes, in whole seconds, got '" + verifyFor + "'");
        }
        if (!isWithin(timeout, verifyFor.plus(MIN_START), MAX_TIMEOUT)) {
            violations.add(String.format(
                    "the timeout of a deploy must be at most 50 minutes, in whole seconds, and at least 5 minutes more than"
                            + " the %s of its verification, got '%s'",
                    verifyFor, timeout));
        }
        if (maxRestarts < 0 || maxRestarts > MAX_RESTARTS) {
            violations.add("the restarts that a deploy allows must be 0 to " + MAX_RESTARTS + ", got " + maxRestarts);
        }
        if (snapshotsKept < 1 || snapshotsKept > MAX_SNAPSHOTS) {
            violations.add(
                    "the snapshots that a deploy keeps must be 1 to " + MAX_SNAPSHOTS + ", got " + snapshotsKept);
        }
        return violations;
    }

    private static boolean isWithin(Duration time, Duration min, Duration max) {
        return time.compareTo(min) >= 0
                && time.compareTo(max) <= 0
                && time.equals(Duration.ofSeconds(time.toSeconds()));
    }
}
