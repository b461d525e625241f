package io.millrace.job.booking.sequence;

import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Parses one step. If it has no {@code within}, its duration comes from the last step of its sequence. */
final class StepParser {
    private static final Pattern STEP = Pattern.compile("(?:then\\s+)?(?<not>not\\s+)?(?<type>[\\w.-]{1,256})"
            + "(?:\\s*\\{\\s*(?<times>[^{}]*?)\\s*})?(?:\\s+within\\s+(?<within>.+))?");
    private static final int MAX_TIMES = 100;

    private final String sequence;
    private final String text;
    private final boolean absence;
    private final String type;
    private final int times;
    private final @Nullable Duration within;

    /** @param violations collects a sentence for each violation */
    StepParser(String sequence, String text, List<String> violations) {
        this.sequence = sequence;
        this.text = text;
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            violations.add(violation("must read '[not] TYPE[{times}] [within DURATION]'"));
            this.absence = false;
            this.type = "";
            this.times = 1;
            this.within = null;
            return;
        }
        this.absence = step.group("not") != null;
        this.type = step.group("type");
        this.times = absence ? 0 : times(step.group("times"), violations);
        this.within = within(step.group("within"), violations);
        if (absence && step.group("times") != null) {
            violations.add(violation("must not have both 'not' and a number of records"));
        }
        if (absence && step.group("within") == null) {
            violations.add(violation("must have a 'within' after 'not'"));
        }
    }

    private int times(@Nullable String number, List<String> violations) {
        if (number == null) {
            return 1;
        }
        if (number.matches("[0-9]{1,3}")) {
            int parsed = Integer.parseInt(number);
            if (parsed >= 1 && parsed <= MAX_TIMES) {
                return parsed;
            }
        }
        violations.add(violation("must take 1 to " + MAX_TIMES + " records"));
        return 1;
    }

    private @Nullable Duration within(@Nullable String duration, List<String> violations) {
        if (duration == null) {
            return null;
        }
        try {
            Duration parsed = TimeUtils.parseDuration(duration);
            if (parsed.toMillis() >= 1 && parsed.compareTo(EventTimeSettings.LONGEST) <= 0) {
                return parsed;
            }
        } catch (IllegalArgumentException | ArithmeticException noDuration) {
            // reported below
        }
        violations.add(violation("must be within a duration from 1 ms to 36500 d, such as '10 min'"));
        return null;
    }

    boolean isAbsence() {
        return absence;
    }

    /** How long the step may last. */
    Duration within(Duration byDefault) {
        return within == null ? byDefault : within;
    }

    SequenceStep step(Duration whole, List<String> violations) {
        if (within(whole).compareTo(whole) > 0) {
            violations.add(
                    violation("must not last longer than its sequence, " + TimeUtils.formatWithHighestUnit(whole)));
        }
        return new SequenceStep(type, times, within(whole));
    }

    private String violation(String rule) {
        return "a step of '" + sequence + "' " + rule + ", got '" + text + "'";
    }

    @Override
    public String toString() {
        return text;
    }
}
