package io.millrace.kinesis.log;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record's position in its stream. Its text is a decimal number of exactly 56 digits, so that texts sort like numbers.
 *
 * @param tick the milliseconds since 1970, shifted left by 20 bits, plus a counter within the millisecond; strictly
 *     increasing within a shard, and greater in a child shard than in its parents
 * @param shard the number of the shard, which makes the sequence number unique within the stream
 */
public record SequenceNumber(long tick, int shard) {
    private static final int COUNTER_BITS = 20;
    private static final int TICK_SHIFT = 121;
    private static final int SHARD_SHIFT = 4;
    /** Every number from 2^185 to 2^186 has 56 digits. */
    private static final BigInteger BASE = BigInteger.ONE.shiftLeft(185);

    private static final BigInteger VERSION = BigInteger.TWO;
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{55}");
    /** AWS's layout in hexadecimal digits: a counter below 2^63, the seconds since 1970, the shard, and version 1 or 2. */
    private static final Pattern ON_AWS = Pattern.compile("2[0-9a-f]{10}[0-7][0-9a-f]{18}([0-9a-f]{8})[0-9a-f]{8}[12]");

    /** The first tick of a millisecond. */
    public static long tickAt(Instant time) {
        return time.toEpochMilli() << COUNTER_BITS;
    }

    /** The millisecond in which a record with this tick arrived. */
    public static Instant timeOf(long tick) {
        return Instant.ofEpochMilli(tick >> COUNTER_BITS);
    }

    /** Reads a number that this server wrote; empty for any other text. */
    public static Optional<SequenceNumber> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        BigInteger places = new BigInteger(text).subtract(BASE);
        if (places.signum() < 0) {
            return Optional.empty();
        }
        SequenceNumber number = new SequenceNumber(
                places.shiftRight(TICK_SHIFT).longValue(),
                places.shiftRight(SHARD_SHIFT).intValue());
        return Optional.of(number).filter(read -> read.toString().equals(text));
    }

    /**
     * The time of a record on AWS, by its sequence number, in seconds: an application that read there may still hold such a
     * number. Empty for any other text.
     *
     * @param text a number
     */
    public static Optional<Instant> timeOnAws(String text) {
        Matcher matcher = ON_AWS.matcher(new BigInteger(text).toString(16));
        return matcher.matches()
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1), 16)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return BASE.add(BigInteger.valueOf(tick).shiftLeft(TICK_SHIFT))
                .add(BigInteger.valueOf(shard).shiftLeft(SHARD_SHIFT))
                .add(VERSION)
                .toString();
    }
}
