package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sequences as a setting describes them.
 *
 * <pre>
 * sequences = sequence { ";" sequence }
 * sequence  = name ":" step { "," [ "then" ] step }
 * step      = [ "not" ] type [ "{" times "}" ] [ "within" duration ]
 * type      = "created" (a record of the stream of created bookings), or an event's type
 * </pre>
 *
 * <p>{@code within} counts from the sequence's first record. {@code not} is for the last step, and says with
 * {@code within} how long to wait. A step that does not say may last as long as the whole sequence; that is as long as
 * its last step says, or else as long as the caller does.
 */
public final class Sequences {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MAX_STEPS = 10;

    private final Duration otherwise;
    private final Set<String> names = new HashSet<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private Sequences(Duration otherwise) {
        this.otherwise = requireNonNull(otherwise, "otherwise is null");
    }

    /**
     * Reads sequences.
     *
     * @param otherwise how long a sequence may last whose last step does not say
     */
    public static Sequences read(String text, Duration otherwise) {
        Sequences read = new Sequences(otherwise);
        for (String each : text.split(";", -1)) {
            read.sequence(each.trim());
        }
        return read;
    }

    /**
     * The sequences read.
     *
     * @throws IllegalArgumentException naming every mistake
     */
    public List<Sequence> sequences() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return List.copyOf(sequences);
    }

    /** Everything that is wrong with the text; empty when nothing is. */
    public List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    private void sequence(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(colon, 0)).trim();
        if (!NAME.matcher(name).matches()) {
            mistakes.add("a sequence must begin with a name (lower-case letters, digits and dashes, at most 40) and a"
                    + " colon, got '" + text + "'");
            return;
        }
        if (!names.add(name)) {
            mistakes.add("a sequence's name must be given once, got '" + name + "' again");
        }
        String[] steps = text.substring(colon + 1).split(",", -1);
        if (steps.length > MAX_STEPS) {
            mistakes.add(String.format("'%s' must have at most %d steps, got %d", name, MAX_STEPS, steps.length));
            return;
        }
        steps(name, steps);
    }

    private void steps(String name, String[] texts) {
        List<StepText> read = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            StepText step = new StepText(name, texts[i].trim(), mistakes);
            if (step.isAbsence() && (i == 0 || i < texts.length - 1)) {
                mistakes.add(
                        String.format("'not' must be for the last of two or more steps of '%s', got '%s'", name, step));
            }
            read.add(step);
        }
        Duration whole = read.get(read.size() - 1).within(otherwise);
        List<Step> steps = new ArrayList<>();
        for (StepText step : read) {
            steps.add(step.step(whole, mistakes));
        }
        sequences.add(new Sequence(name, steps));
    }
}
