package io.millrace.job.rollup;

import java.util.Locale;

/** An aggregate of a key's values in a window. Its name in lower case is its value in settings and its field in JSON. */
enum Aggregation {
    MAX {
        @Override
        long of(Totals totals) {
            return totals.max;
        }
    },
    MIN {
        @Override
        long of(Totals totals) {
            return totals.min;
        }
    },
    SUM {
        @Override
        boolean isLong(Totals totals) {
            return totals.isSumLong();
        }

        @Override
        long of(Totals totals) {
            return totals.sumLow;
        }

        @Override
        int compare(Totals left, Totals right) {
            return left.compareSum(right);
        }
    },
    COUNT {
        @Override
        long of(Totals totals) {
            return totals.count;
        }

        @Override
        int places(int scale) {
            return 0;
        }
    },
    /** Sum by count, rounded half to even at the values' scale. */
    AVERAGE {
        @Override
        long of(Totals totals) {
            return totals.average();
        }
    };

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Whether the aggregate has at most 64 bits. Only a sum can have more: {@link Totals#sum}. */
    boolean isLong(Totals totals) {
        return true;
    }

    /** The aggregate of some values, as a whole number of units, if it {@link #isLong}. */
    abstract long of(Totals totals);

    /**
     * Its decimal places.
     *
     * @param scale decimal places of the values
     */
    int places(int scale) {
        return scale;
    }

    /** Which aggregate is greater. */
    int compare(Totals left, Totals right) {
        return Long.compare(of(left), of(right));
    }

    String text() {
        return text;
    }
}
