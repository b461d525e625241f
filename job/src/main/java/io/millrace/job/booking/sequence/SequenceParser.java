package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses the sequences in a setting.
 *
 * <pre>
 * sequences = sequence { ";" sequence }
 * sequence  = name ":" step { "," [ "then" ] step }
 * step      = [ "not" ] type [ "{" times "}" ] [ "within" duration ]
 * type      = "created" (a created booking), or an event's type
 * </pre>
 *
 * <p>{@code within} counts from the sequence's first record. {@code not} is for the last step, and needs a {@code within}.
 * The {@code within} of the last step, or else the default, holds for the whole sequence and for all steps without one.
 */
public final class SequenceParser {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MAX_STEPS = 10;

    private final Duration byDefault;
    private final Set<String> names = new HashSet<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private SequenceParser(Duration byDefault) {
        this.byDefault = requireNonNull(byDefault, "byDefault is null");
    }

    /**
     * Parses sequences.
     *
     * @param byDefault how long a sequence may last if its last step has no {@code within}
     */
    public static SequenceParser read(String text, Duration byDefault) {
        SequenceParser read = new SequenceParser(byDefault);
        for (String each : text.split(";", -1)) {
            read.sequence(each.trim());
        }
        return read;
    }

    /**
     * The parsed sequences.
     *
     * @throws IllegalArgumentException naming every violation
     */
    public List<Sequence> sequences() {
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", violations));
        }
        return List.copyOf(sequences);
    }

    /** A sentence for each violation in the text. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    private void sequence(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0)).trim();
        if (!NAME.matcher(name).matches()) {
            violations.add("a sequence must begin with a name (lower-case letters, digits and dashes, at most 40) and a"
                    + " colon, got '" + text + "'");
            return;
        }
        if (!names.add(name)) {
            violations.add("a sequence's name must be given once, got '" + name + "' again");
        }
        String[] steps = text.substring(colon + 1).split(",", -1);
        if (steps.length > MAX_STEPS) {
            violations.add(String.format("'%s' must have at most %d steps, got %d", name, MAX_STEPS, steps.length));
            return;
        }
        steps(name, steps);
    }

    private void steps(String name, String[] texts) {
        List<StepParser> read = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            StepParser step = new StepParser(name, texts[i].trim(), violations);
            if (step.isAbsence() && (i == 0 || i < texts.length - 1)) {
                violations.add(
                        String.format("'not' must be for the last of two or more steps of '%s', got '%s'", name, step));
            }
            read.add(step);
        }
        Duration whole = read.get(read.size() - 1).within(byDefault);
        List<SequenceStep> steps = new ArrayList<>();
        for (StepParser step : read) {
            steps.add(step.step(whole, violations));
        }
        sequences.add(new Sequence(name, steps));
    }
}
