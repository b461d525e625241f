package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as whole numbers of the smallest unit kept: 1.25 at scale 3 is 1250. */
final class Decimals {
    private static final long[] POWERS = new long[19];
    /** Every number of as many characters fits a long. */
    private static final int SAFE_LENGTH = 18;

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
        byte[] data = number.getBytes(US_ASCII);
        return scaled(data, 0, data.length, scale);
    }

    /** The same of a range of the data, which must not be empty. */
    static long scaled(byte[] data, int start, int end, int scale) {
        if (end - start > SAFE_LENGTH) {
            return exact(data, start, end, scale);
        }
        boolean negative = data[start] == '-';
        long unscaled = 0;
        int places = 0;
        boolean behindPoint = false;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            byte next = data[i];
            if (next == '.') {
                behindPoint = true;
            } else if (next >= '0' && next <= '9') {
                unscaled = unscaled * 10 + (next - '0');
                places += behindPoint ? 1 : 0;
            } else {
                return exact(data, start, end, scale);
            }
        }
        if (places > scale) {
            return exact(data, start, end, scale);
        }
        return scaled(negative ? -unscaled : unscaled, scale - places);
    }

    private static long exact(byte[] data, int start, int end, int scale) {
        String number = new String(data, start, end - start, US_ASCII);
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
