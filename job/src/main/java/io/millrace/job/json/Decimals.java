package io.millrace.job.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as whole numbers of the smallest unit kept: 1.25 at scale 3 is 1250. */
final class Decimals {
    private static final long[] POWERS = new long[19];
    /** Every number of this many digits fits a long. */
    private static final int SAFE_DIGITS = 18;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Decimals() {}

    /**
     * Scales a whole number.
     *
     * @throws ArithmeticException when the result exceeds 64 bits
     */
    static long scaled(long number, int scale) {
        return Math.multiplyExact(number, POWERS[scale]);
    }

    /**
     * Reads a JSON number, and rounds half to even what the scale does not keep.
     *
     * @throws ArithmeticException when the result exceeds 64 bits
     * @throws NumberFormatException when the exponent exceeds 32 bits
     */
    static long scaled(String number, int scale) {
        boolean negative = number.charAt(0) == '-';
        int start = negative ? 1 : 0;
        long unscaled = 0;
        int point = -1;
        if (number.length() > SAFE_DIGITS + 1) {
            return exact(number, scale);
        }
        for (int i = start; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.') {
                point = i;
            } else if (c >= '0' && c <= '9') {
                unscaled = unscaled * 10 + (c - '0');
            } else {
                return exact(number, scale);
            }
        }
        int places = point < 0 ? 0 : number.length() - 1 - point;
        if (places > scale) {
            return exact(number, scale);
        }
        return scaled(negative ? -unscaled : unscaled, scale - places);
    }

    private static long exact(String number, int scale) {
        BigDecimal value = new BigDecimal(number);
        if (value.signum() == 0) {
            return 0;
        }
        // the position of the leading digit: a number that is far out of range is not expanded into its digits
        long magnitude = (long) value.precision() - value.scale();
        if (magnitude < -scale) {
            return 0;
        }
        if (magnitude > POWERS.length) {
            throw new ArithmeticException("out of 64 bits: " + number);
        }
        return value.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
}
