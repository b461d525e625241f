package io.millrace.job.lottery.ticket;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Computes the ticket of every entry: a keyed hash of lottery, window, user and the ordinal of the user's entry. The
 * smallest ticket of a window wins. All entries have the same chance, their order does not matter, partial results can be
 * merged, and a replay draws the same winner.
 */
public final class Tickets implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SipHash hash;

    /** @param secret any text; anyone who knows it can predict the winners */
    public Tickets(String secret) {
        ByteBuffer key = ByteBuffer.wrap(sha256(secret)).order(ByteOrder.LITTLE_ENDIAN);
        this.hash = new SipHash(key.getLong(), key.getLong());
    }

    /** The entry's ticket, to be compared unsigned. */
    public long ticket(long lotteryId, long windowStart, long userId, long number) {
        return hash.hash(lotteryId, windowStart, userId, number);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
