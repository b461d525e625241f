package io.millrace.integration.promises;

import java.util.concurrent.ThreadLocalRandom;

/**
 * One run of the suite: its keys are nobody else's.
 *
 * @param number goes into every key; a multiple of 1000, and exact in JSON, too
 */
record Run(long number) {
    private static final long LARGEST_IN_JSON = 1L << 53;

    static Run begin() {
        return new Run(ThreadLocalRandom.current().nextLong(1L << 30, LARGEST_IN_JSON / 1_000) * 1_000);
    }

    /** A key, for a person to tell where it comes from. */
    String key(String what) {
        return "promises-" + number + "-" + what;
    }

    /** Whether a text names one of the run's users or lotteries. */
    boolean isNamedIn(String text) {
        return text.contains(Long.toString(number / 1_000));
    }

    /** A number for a user or a lottery, 0 to 999. */
    long id(int which) {
        return number + which;
    }
}
