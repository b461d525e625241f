package io.millrace.kinesis.codec;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** Refuses tags upon tags: the parser needs seconds for a chain of a few hundred thousand. */
final class CborTags {
    private static final int MAX_CHAIN = 16;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int TAG = 6;
    private static final int INDEFINITE = 31;

    private CborTags() {}

    /** Goes through the heads of all items, which lie one behind the other, however they are nested. */
    static void check(byte[] cbor) throws StreamConstraintsException {
        int chain = 0;
        long at = 0;
        while (at < cbor.length) {
            int head = cbor[(int) at] & 0xff;
            int type = head >> 5;
            int detail = head & 31;
            int following = detail >= 24 && detail < 28 ? 1 << (detail - 24) : 0;
            chain = type == TAG ? chain + 1 : 0;
            if (chain > MAX_CHAIN) {
                throw new StreamConstraintsException("a value must have at most " + MAX_CHAIN + " tags");
            }
            long length = (type == BYTES || type == TEXT) && detail != INDEFINITE
                    ? (following == 0 ? detail : number(cbor, at + 1, following))
                    : 0;
            if (length < 0 || length > cbor.length) {
                return; // the parser refuses it
            }
            at += 1 + following + length;
        }
    }

    private static long number(byte[] cbor, long from, int length) {
        long number = 0;
        for (long i = from; i < from + length && i < cbor.length; i++) {
            number = number << 8 | (cbor[(int) i] & 0xff);
        }
        return number;
    }
}
