package io.millrace.promises;

import java.util.concurrent.ThreadLocalRandom;

/**
 * One run of the suite, with keys that no other run uses.
 *
 * @param number part of every key; a multiple of 1000 that a JSON number holds exactly
 */
public record Run(long number) {
    private static final long LARGEST_IN_JSON = 1L << 53;

    public static Run begin() {
        return new Run(ThreadLocalRandom.current().nextLong(1L << 30, LARGEST_IN_JSON / 1_000) * 1_000);
    }

    /** A key that a person can trace to this run. */
    String key(String suffix) {
        return "promises-" + number + "-" + suffix;
    }

    /** Whether a text contains the id of one of the run's users or lotteries. */
    boolean isNamedIn(String text) {
        return text.contains(Long.toString(number / 1_000));
    }

    /** The id of a user or lottery, by an index from 0 to 999. */
    long id(int index) {
        return number + index;
    }
}
