package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a booking's records must do, step after step, for an escalation. Immutable.
 *
 * <p>Every record that fits the first step begins an attempt, and each step takes the next records that fit; others do
 * not disturb it. Of the attempts that one record completes, the one that began first counts.
 */
public final class Sequence implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final ArrayList<Step> steps;

    /** @param steps at least one; only the last may be an absence, and not the first */
    Sequence(String name, List<Step> steps) {
        this.name = requireNonNull(name, "name is null");
        this.steps = new ArrayList<>(steps);
    }

    public String name() {
        return name;
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** How long an attempt may last: to less than this after its first record. */
    public Duration within() {
        return steps.get(steps.size() - 1).within();
    }

    /** Names the sequence and everything it asks for: another sequence, another fingerprint. */
    public String fingerprint() {
        return String.format("%s-%08x", name, steps.toString().hashCode());
    }

    @Override
    public String toString() {
        return name + ": " + steps;
    }
}
