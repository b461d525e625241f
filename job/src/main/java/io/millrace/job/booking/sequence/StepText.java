package io.millrace.job.booking.sequence;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** A step as it is written, and what it says by itself: how long it may last may be for another step to say. */
final class StepText {
    private static final Pattern STEP = Pattern.compile("(?:then\\s+)?(?<not>not\\s+)?(?<type>[\\w.-]{1,256})"
            + "(?:\\s*\\{\\s*(?<times>[^{}]*?)\\s*})?(?:\\s+within\\s+(?<within>.+))?");
    private static final int MAX_TIMES = 100;

    private final String sequence;
    private final String text;
    private final boolean absence;
    private final String type;
    private final int times;
    private final @Nullable Duration within;

    /** @param mistakes where what is wrong is added */
    StepText(String sequence, String text, List<String> mistakes) {
        this.sequence = sequence;
        this.text = text;
        Matcher step = STEP.matcher(text);
        if (!step.matches()) {
            mistakes.add(mistake("must read '[not] TYPE[{times}] [within DURATION]'"));
            this.absence = false;
            this.type = "";
            this.times = 1;
            this.within = null;
            return;
        }
        this.absence = step.group("not") != null;
        this.type = step.group("type");
        this.times = absence ? 0 : times(step.group("times"), mistakes);
        this.within = within(step.group("within"), mistakes);
        if (absence && step.group("times") != null) {
            mistakes.add(mistake("must not say both 'not' and how many times"));
        }
        if (absence && step.group("within") == null) {
            mistakes.add(mistake("must say with 'within' how long to wait"));
        }
    }

    private int times(@Nullable String number, List<String> mistakes) {
        if (number == null) {
            return 1;
        }
        if (number.matches("[0-9]{1,3}")) {
            int parsed = Integer.parseInt(number);
            if (parsed >= 1 && parsed <= MAX_TIMES) {
                return parsed;
            }
        }
        mistakes.add(mistake("must be asked for 1 to " + MAX_TIMES + " times"));
        return 1;
    }

    private @Nullable Duration within(@Nullable String duration, List<String> mistakes) {
        if (duration == null) {
            return null;
        }
        try {
            Duration parsed = TimeUtils.parseDuration(duration);
            if (parsed.toMillis() >= 1) {
                return parsed;
            }
        } catch (IllegalArgumentException | ArithmeticException notOne) {
            // told below
        }
        mistakes.add(mistake("must be within a duration of at least 1 ms, such as '10 min'"));
        return null;
    }

    boolean isAbsence() {
        return absence;
    }

    /** How long the step may last, or what holds otherwise. */
    Duration within(Duration otherwise) {
        return within == null ? otherwise : within;
    }

    Step step(Duration whole, List<String> mistakes) {
        if (within(whole).compareTo(whole) > 0) {
            mistakes.add(
                    mistake("must not last longer than the whole sequence, " + TimeUtils.formatWithHighestUnit(whole)));
        }
        return new Step(type, times, within(whole));
    }

    private String mistake(String rule) {
        return "a step of '" + sequence + "' " + rule + ", got '" + text + "'";
    }

    @Override
    public String toString() {
        return text;
    }
}
