package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that a booking's records must match for an escalation. Immutable.
 *
 * <p>Every record that matches the first step starts an attempt. Each step takes the next records that match it; others
 * are ignored. Of several attempts that one record completes, the earliest counts.
 */
public final class Sequence implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final ArrayList<SequenceStep> steps;

    /** @param steps at least one; only the last may be an absence, and not the first */
    Sequence(String name, List<SequenceStep> steps) {
        this.name = requireNonNull(name, "name is null");
        this.steps = new ArrayList<>(steps);
    }

    public String name() {
        return name;
    }

    public List<SequenceStep> steps() {
        return List.copyOf(steps);
    }

    /** How long an attempt may last after its first record, exclusive. */
    public Duration within() {
        return steps.get(steps.size() - 1).within();
    }

    /** Identifies the sequence with all its steps: a different sequence has a different fingerprint. */
    public String fingerprint() {
        return String.format("%s-%08x", name, steps.toString().hashCode());
    }

    @Override
    public String toString() {
        return name + ": " + steps;
    }
}
