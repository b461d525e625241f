package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deploy does with a job: CloudFormation itself creates an application stopped, starts nothing, and takes an
 * update for a success as soon as the service has accepted it. Immutable.
 *
 * @param verification whether a deploy starts the job and waits for it
 * @param verifyFor how long the job must run without a restart before the deploy succeeds; 2 to 30 minutes, in whole
 *     seconds. The service reports its metrics once a minute, a minute or two late
 * @param timeout how long the deploy waits for all of it, snapshot and start included; at most 50 minutes, in whole
 *     seconds, and at least 5 minutes more than {@code verifyFor}. CloudFormation gives up after an hour (property
 *     {@code ServiceTimeout}), and undoing takes some of that
 * @param stopMode how the job is stopped when its application leaves the stack
 */
public record Lifecycle(Verification verification, Duration verifyFor, Duration timeout, StopMode stopMode) {
    private static final Duration MIN_VERIFY = Duration.ofMinutes(2);
    private static final Duration MAX_VERIFY = Duration.ofMinutes(30);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(50);
    private static final Duration LEAST_START = Duration.ofMinutes(5);

    /** Whether a deploy answers for the job. */
    public enum Verification {
        /** It does: it starts the job, watches it, and fails when it is not healthy. */
        ON,
        /** It does not: the service's resource is all there is. */
        OFF
    }

    /** How a running job is stopped. */
    public enum StopMode {
        /** With a snapshot, or not at all: the stack is not deleted while its job cannot take one. The default. */
        WITH_SNAPSHOT,
        /** With a snapshot; by force when the job fails to take one, or has not after 10 minutes. */
        FORCE_IF_NEEDED,
        /** At once. What came after the last snapshot is read again at the next start, and its results written again. */
        FORCE
    }

    public Lifecycle {
        requireNonNull(verification, "verification is null");
        requireNonNull(verifyFor, "verifyFor is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(stopMode, "stopMode is null");
    }

    /** Starts the job, watches it for 5 minutes, allows 40 for all of it, and stops it with a snapshot. */
    public static Lifecycle defaults() {
        return new Lifecycle(Verification.ON, Duration.ofMinutes(5), Duration.ofMinutes(40), StopMode.WITH_SNAPSHOT);
    }

    /** Leaves starting and stopping to people: the first deploy ends with a stopped application. */
    public static Lifecycle none() {
        Lifecycle defaults = defaults();
        return new Lifecycle(Verification.OFF, defaults.verifyFor, defaults.timeout, defaults.stopMode);
    }

    public Lifecycle verifyFor(Duration changed) {
        return new Lifecycle(verification, changed, timeout, stopMode);
    }

    public Lifecycle timeout(Duration changed) {
        return new Lifecycle(verification, verifyFor, changed, stopMode);
    }

    public Lifecycle stopMode(StopMode changed) {
        return new Lifecycle(verification, verifyFor, timeout, changed);
    }

    /** A sentence for each rule that is broken. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!isWithin(verifyFor, MIN_VERIFY, MAX_VERIFY)) {
            mistakes.add("a job must be verified for 2 to 30 minutes, in whole seconds, got '" + verifyFor + "'");
        }
        if (!isWithin(timeout, verifyFor.plus(LEAST_START), MAX_TIMEOUT)) {
            mistakes.add(String.format(
                    "the timeout of a deploy must be at most 50 minutes, in whole seconds, and at least 5 minutes more than"
                            + " the %s of its verification, got '%s'",
                    verifyFor, timeout));
        }
        return mistakes;
    }

    private static boolean isWithin(Duration time, Duration min, Duration max) {
        return time.compareTo(min) >= 0
                && time.compareTo(max) <= 0
                && time.equals(Duration.ofSeconds(time.toSeconds()));
    }
}
