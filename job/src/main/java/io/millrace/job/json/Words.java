package io.millrace.job.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, as a little-endian word: the first byte is the lowest. */
final class Words {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Words() {}

    /** The eight bytes from a position on, which must all be in the data. */
    static long at(byte[] data, int at) {
        return (long) WORDS.get(data, at);
    }

    /** How many bytes come before the first quote, backslash, control character or byte that is not ASCII; 8 if there is none. */
    static int plain(long word) {
        long quote = word ^ '"' * EACH;
        long backslash = word ^ '\\' * EACH;
        // a borrow makes only bytes above a true match look like one
        long found = ((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash) | (word - ' ' * EACH) | word;
        return Long.numberOfTrailingZeros(found & HIGH_BITS) / Byte.SIZE;
    }

    /** How many of the first bytes are digits: 0 to 8. */
    static int digits(long word) {
        long values = word ^ '0' * EACH;
        // a carry changes only bytes above one that is no digit
        long other = ((values + (0x80 - 10) * EACH) | values) & HIGH_BITS;
        return Long.numberOfTrailingZeros(other) / Byte.SIZE;
    }

    /** The number that the first bytes are the digits of: 1 to 8 of them. */
    static long number(long word, int digits) {
        long values = (word ^ '0' * EACH) << (Long.SIZE - Byte.SIZE * digits);
        long pairs = (values * 10 + (values >>> 8)) & 0x00ff00ff00ff00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000ffff0000ffffL;
        return (fours * 10_000 + (fours >>> 32)) & 0xffffffffL;
    }
}
