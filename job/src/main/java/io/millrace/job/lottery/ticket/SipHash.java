package io.millrace.job.lottery.ticket;

import java.io.Serializable;

/**
 * SipHash-2-4 over 64-bit words (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012): without the key, its
 * output is indistinguishable from random. Implemented here because it runs once per click and library versions allocate
 * memory on each call.
 */
final class SipHash implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long key0;
    private final long key1;

    /**
     * A hash with a key of 16 bytes.
     *
     * @param key0 bytes 0 to 7, little endian
     * @param key1 bytes 8 to 15, little endian
     */
    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Hashes the words' bytes, each little endian. */
    long hash(long first, long second, long third, long fourth) {
        State state = new State(key0, key1);
        state.word(first);
        state.word(second);
        state.word(third);
        state.word(fourth);
        return state.finish(4);
    }

    /** Does not escape, so that the JIT compiler keeps it in registers. */
    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        private State(long key0, long key1) {
            v0 = 0x736f6d6570736575L ^ key0;
            v1 = 0x646f72616e646f6dL ^ key1;
            v2 = 0x6c7967656e657261L ^ key0;
            v3 = 0x7465646279746573L ^ key1;
        }

        private void word(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        private long finish(int words) {
            word(((long) words * Long.BYTES) << 56);
            v2 ^= 0xff;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
