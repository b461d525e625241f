package io.millrace.job.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** An aggregate of a key's values in a window. Its name in lower case is its value in settings and its field in JSON. */
enum Aggregation {
    MAX {
        @Override
        BigDecimal of(Totals totals, int scale) {
            return BigDecimal.valueOf(totals.max, scale);
        }

        @Override
        int compare(Totals left, Totals right) {
            return Long.compare(left.max, right.max);
        }
    },
    MIN {
        @Override
        BigDecimal of(Totals totals, int scale) {
            return BigDecimal.valueOf(totals.min, scale);
        }

        @Override
        int compare(Totals left, Totals right) {
            return Long.compare(left.min, right.min);
        }
    },
    SUM {
        @Override
        BigDecimal of(Totals totals, int scale) {
            return new BigDecimal(totals.sum(), scale);
        }

        @Override
        int compare(Totals left, Totals right) {
            return left.compareSum(right);
        }
    },
    COUNT {
        @Override
        BigDecimal of(Totals totals, int scale) {
            return new BigDecimal(BigInteger.valueOf(totals.count));
        }

        @Override
        int compare(Totals left, Totals right) {
            return Long.compare(left.count, right.count);
        }
    },
    /** Sum by count, rounded half to even at the values' scale. */
    AVERAGE {
        @Override
        BigDecimal of(Totals totals, int scale) {
            return BigDecimal.valueOf(totals.average(), scale);
        }

        @Override
        int compare(Totals left, Totals right) {
            return Long.compare(left.average(), right.average());
        }
    };

    /**
     * The aggregate of some values.
     *
     * @param scale decimal places of the values
     */
    abstract BigDecimal of(Totals totals, int scale);

    /** Which aggregate is greater. */
    abstract int compare(Totals left, Totals right);

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
