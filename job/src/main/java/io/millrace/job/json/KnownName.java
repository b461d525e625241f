package io.millrace.job.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member's name that records have had, and the names that came after it. Producers write the members of their records in
 * the same few orders, so that the next name can be guessed and compared in whole words.
 */
final class KnownName {
    /** What records of one kind of event have after the same member, and some more. */
    static final int MAX_FOLLOWERS = 4;

    private static final KnownName[] NONE = {};

    private final byte[] name;
    /** The fields with this name. */
    private final int[] fields;
    /** The name with its quotes and the colon: little endian, the last word filled up with zeros. */
    private final long[] words;
    /** The bits of the last word that count. */
    private final long lastBits;

    private KnownName[] followers = NONE;

    KnownName(byte[] name, int... fields) {
        this.name = name;
        this.fields = fields;
        byte[] member = new byte[(name.length + 3 + Long.BYTES - 1) / Long.BYTES * Long.BYTES];
        member[0] = '"';
        System.arraycopy(name, 0, member, 1, name.length);
        member[name.length + 1] = '"';
        member[name.length + 2] = ':';
        this.words = new long[member.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Words.at(member, i * Long.BYTES);
        }
        this.lastBits = -1L >>> (Byte.SIZE * (member.length - length()));
    }

    byte[] name() {
        return name;
    }

    int[] fields() {
        return fields;
    }

    /** The number of bytes with quotes and colon. */
    int length() {
        return name.length + 3;
    }

    /** Whether the data has this name, its quotes and the colon at a position. False near the end of the data. */
    boolean isAt(byte[] data, int at) {
        int last = words.length - 1;
        if (at + words.length * Long.BYTES > data.length) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if (Words.at(data, at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return ((Words.at(data, at + last * Long.BYTES) ^ words[last]) & lastBits) == 0;
    }

    /** The follower that the data has at a position; null if it has none of them. */
    @Nullable
    KnownName followerAt(byte[] data, int at) {
        for (KnownName follower : followers) {
            if (follower.isAt(data, at)) {
                return follower;
            }
        }
        return null;
    }

    /** Adds what came after this name, unless there are enough of them. */
    void followedBy(KnownName next) {
        if (followers.length < MAX_FOLLOWERS && !Arrays.asList(followers).contains(next)) {
            followers = Arrays.copyOf(followers, followers.length + 1);
            followers[followers.length - 1] = next;
        }
    }
}
