package io.millrace.kinesis.store;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All shards that a stream ever had, in order of their numbers. Immutable. Each hash key belongs to exactly one open
 * shard.
 */
public final class Shards {
    private final List<Shard> all;
    private final NavigableMap<BigInteger, Shard> openByFirstKey = new TreeMap<>();

    @JsonCreator
    Shards(List<Shard> all) {
        this.all = List.copyOf(all);
        this.all.stream().filter(Shard::isOpen).forEach(shard -> openByFirstKey.put(shard.firstKey(), shard));
    }

    /** The shards of a new stream: open, and of equal size. */
    public static Shards uniform(int count, long startTick) {
        return new Shards(IntStream.range(0, count)
                .mapToObj(i -> new Shard(
                        i,
                        boundary(i, count),
                        boundary(i + 1, count).subtract(BigInteger.ONE),
                        null,
                        null,
                        startTick,
                        null))
                .toList());
    }

    @JsonValue
    public List<Shard> all() {
        return all;
    }

    /** The open shards, in order of their hash keys. */
    public List<Shard> open() {
        return List.copyOf(openByFirstKey.values());
    }

    public Optional<Shard> find(String id) {
        return Shard.parseId(id).stream()
                .filter(number -> number < all.size())
                .mapToObj(all::get)
                .findFirst();
    }

    public List<Shard> childrenOf(Shard shard) {
        return all.stream().filter(child -> child.isChildOf(shard.number())).toList();
    }

    /** The open shard that a hash key belongs to. */
    public Shard route(BigInteger hashKey) {
        Map.Entry<BigInteger, Shard> entry = openByFirstKey.floorEntry(hashKey);
        if (entry == null) {
            throw new IllegalStateException("no open shard holds hash key " + hashKey);
        }
        return entry.getValue();
    }

    /** Closes a shard at a tick and opens two children; the range of the second one starts at {@code key}. */
    public Shards split(Shard shard, BigInteger key, long tick) {
        if (key.compareTo(shard.firstKey()) <= 0 || key.compareTo(shard.lastKey()) > 0) {
            throw new IllegalArgumentException("the key " + key + " must divide " + shard);
        }
        List<Shard> next = closing(List.of(shard), tick);
        BigInteger before = key.subtract(BigInteger.ONE);
        next.add(child(next, shard.firstKey(), before, shard, null, tick));
        next.add(child(next, key, shard.lastKey(), shard, null, tick));
        return new Shards(next);
    }

    /** Closes two adjacent shards at a tick and opens one child with both ranges. */
    public Shards merge(Shard shard, Shard adjacent, long tick) {
        if (!areNeighbours(shard, adjacent) && !areNeighbours(adjacent, shard)) {
            throw new IllegalArgumentException(shard + " and " + adjacent + " must be adjacent");
        }
        List<Shard> next = closing(List.of(shard, adjacent), tick);
        BigInteger first = shard.firstKey().min(adjacent.firstKey());
        BigInteger last = shard.lastKey().max(adjacent.lastKey());
        next.add(child(next, first, last, shard, adjacent, tick));
        return new Shards(next);
    }

    /**
     * Splits and merges until the stream has {@code count} open shards of equal size: first a split at each missing
     * boundary, then a merge at each obsolete boundary. A shard that already has the right range stays open.
     *
     * @param tick of the first step; each step takes two
     */
    public Shards resize(int count, long tick) {
        List<BigInteger> wanted =
                IntStream.range(0, count).mapToObj(i -> boundary(i, count)).toList();
        Shards next = this;
        long now = tick;
        for (BigInteger key : wanted) {
            if (!next.openByFirstKey.containsKey(key)) {
                next = next.split(next.route(key), key, now);
                now += 2;
            }
        }
        Set<BigInteger> obsolete = next.openByFirstKey.keySet().stream()
                .filter(key -> !wanted.contains(key))
                .collect(toSet());
        for (BigInteger key : new TreeMap<>(next.openByFirstKey).keySet()) {
            if (obsolete.contains(key)) {
                next = next.merge(next.route(key.subtract(BigInteger.ONE)), next.route(key), now);
                now += 2;
            }
        }
        return next;
    }

    /** True when the second begins where the first ends. */
    public static boolean areNeighbours(Shard left, Shard right) {
        return left.lastKey().add(BigInteger.ONE).equals(right.firstKey());
    }

    private List<Shard> closing(List<Shard> closed, long tick) {
        List<Shard> next = new ArrayList<>(all);
        for (Shard shard : closed) {
            if (!shard.isOpen() || tick <= shard.startTick()) {
                throw new IllegalArgumentException(shard + " must be open, and older than tick " + tick);
            }
            next.set(shard.number(), shard.close(tick));
        }
        return next;
    }

    private static Shard child(
            List<Shard> all, BigInteger first, BigInteger last, Shard parent, @Nullable Shard adjacent, long tick) {
        Integer adjacentParent = adjacent == null ? null : adjacent.number();
        return new Shard(all.size(), first, last, parent.number(), adjacentParent, tick + 1, null);
    }

    private static BigInteger boundary(int index, int count) {
        return HashKeys.COUNT.multiply(BigInteger.valueOf(index)).divide(BigInteger.valueOf(count));
    }
}
