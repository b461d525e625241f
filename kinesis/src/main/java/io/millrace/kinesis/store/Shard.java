package io.millrace.kinesis.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.millrace.kinesis.log.SequenceNumber;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shard: a range of hash keys between two ticks.
 *
 * @param firstKey the lowest hash key of the range
 * @param lastKey the highest hash key of the range, inclusive
 * @param parent the shard that was split or merged into this one, or null
 * @param adjacentParent the second parent, after a merge, or null
 * @param startTick lower than the tick of each of its records
 * @param closeTick higher than the tick of each of its records; null while the shard is open
 */
public record Shard(
        int number,
        BigInteger firstKey,
        BigInteger lastKey,
        @Nullable Integer parent,
        @Nullable Integer adjacentParent,
        long startTick,
        @Nullable Long closeTick) {
    /** The service takes "shardId-1" and "1" for "shardId-000000000001". */
    private static final Pattern ID = Pattern.compile("(?:[^-]*-)?0*([0-9]{1,10})");

    /** Parses a shard id; empty when the text is not a shard id. */
    static OptionalInt parseId(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    public static String id(int number) {
        return String.format("shardId-%012d", number);
    }

    public String id() {
        return id(number);
    }

    @JsonIgnore
    public boolean isOpen() {
        return closeTick == null;
    }

    boolean isChildOf(int shard) {
        return parents().contains(shard);
    }

    public List<Integer> parents() {
        return Stream.of(parent, adjacentParent).filter(Objects::nonNull).toList();
    }

    /** True when the shard was open at that time. */
    public boolean wasOpenAt(Instant time) {
        return !SequenceNumber.timeOf(startTick).isAfter(time) && wasOpenAtOrAfter(time);
    }

    /** True when the shard was open at that time or has been since. */
    public boolean wasOpenAtOrAfter(Instant time) {
        return closeTick == null || !SequenceNumber.timeOf(closeTick).isBefore(time);
    }

    Shard close(long tick) {
        return new Shard(number, firstKey, lastKey, parent, adjacentParent, startTick, tick);
    }
}
