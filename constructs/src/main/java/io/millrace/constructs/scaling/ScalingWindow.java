package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A time of the week with a higher minimum parallelism, for predictable load. Immutable.
 *
 * @param days on which it begins
 * @param from when it begins, in UTC; whole minutes
 * @param until when it ends (exclusive), in UTC, on the next day unless later than {@code from}; whole minutes. The same
 *     time as {@code from} makes a window of 24 hours
 * @param minimum parallelism; where windows overlap, the highest applies
 */
public record ScalingWindow(Set<DayOfWeek> days, LocalTime from, LocalTime until, int minimum) {
    private static final int DAY = 24 * 60;

    /**
     * The part of a window that lies within single days.
     *
     * @param days from 0 for Monday
     * @param from minute of the day
     * @param until minute of the day, exclusive
     */
    record Part(List<Integer> days, int from, int until, int minimum) {}

    public ScalingWindow {
        days = Set.copyOf(days);
        requireNonNull(from, "from is null");
        requireNonNull(until, "until is null");
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a scaling window must have a day, got none; leave the window out");
        }
        if (!from.equals(from.truncatedTo(ChronoUnit.MINUTES))
                || !until.equals(until.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException(
                    "a scaling window must begin and end at whole minutes, got '" + from + "' to '" + until + "'");
        }
    }

    public static ScalingWindow daily(LocalTime from, LocalTime until, int minimum) {
        return new ScalingWindow(EnumSet.allOf(DayOfWeek.class), from, until, minimum);
    }

    public static ScalingWindow weekdays(LocalTime from, LocalTime until, int minimum) {
        return new ScalingWindow(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), from, until, minimum);
    }

    /** The window, split at midnight. */
    List<Part> parts() {
        int begin = from.get(ChronoField.MINUTE_OF_DAY);
        int end = until.get(ChronoField.MINUTE_OF_DAY);
        if (begin < end) {
            return List.of(part(0, begin, end));
        }
        List<Part> parts = new ArrayList<>(List.of(part(0, begin, DAY)));
        if (end > 0) {
            parts.add(part(1, 0, end));
        }
        return parts;
    }

    private Part part(int daysLater, int begin, int end) {
        List<Integer> numbers = days.stream()
                .map(day -> day.plus(daysLater).getValue() - 1)
                .sorted()
                .toList();
        return new Part(numbers, begin, end, minimum);
    }
}
