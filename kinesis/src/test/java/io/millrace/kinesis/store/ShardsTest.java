package io.millrace.kinesis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ShardsTest {
    private static final long START = 1000;

    @Property(tries = 300)
    void everyHashKeyBelongsToOneOpenShardAfterAnySplitsAndMerges(
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll @Size(max = 20) List<@IntRange(min = 0) Integer> steps,
            @ForAll long seed) {
        Random random = new Random(seed);
        Shards shards = Shards.uniform(count, START);
        long tick = START;
        for (int step : steps) {
            tick += 2;
            shards = splitOrMerge(shards, step, random, tick);
        }

        assertOpenShardsCoverAllKeysOnce(shards);
        for (int i = 0; i < 20; i++) {
            assertRoutedToItsShard(shards, new BigInteger(128, random));
        }
        assertRoutedToItsShard(shards, BigInteger.ZERO);
        assertRoutedToItsShard(shards, HashKeys.LAST);
    }

    @Property(tries = 300)
    void resizingLeavesShardsOfTheSameSize(
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll @Size(max = 6) List<@IntRange(min = 0) Integer> steps,
            @ForAll @IntRange(min = 1, max = 17) int target,
            @ForAll long seed) {
        Random random = new Random(seed);
        Shards shards = Shards.uniform(count, START);
        long tick = START;
        for (int step : steps) {
            tick += 2;
            shards = splitOrMerge(shards, step, random, tick);
        }

        Shards resized = shards.resize(target, tick + 2);

        assertOpenShardsCoverAllKeysOnce(resized);
        assertThat(firstKeys(resized)).isEqualTo(firstKeys(Shards.uniform(target, START)));
    }

    @Property(tries = 300)
    void everyChildStartsAfterItsParentsClosedAndCoversTheirKeys(
            @ForAll @IntRange(min = 1, max = 5) int count, @ForAll @IntRange(min = 1, max = 10) int target) {
        Shards shards = Shards.uniform(count, START).resize(target, START + 2);

        List<Shard> children = shards.all().stream()
                .filter(shard -> !shard.parents().isEmpty())
                .toList();

        assertThat(children).allSatisfy(child -> {
            List<Shard> parents =
                    child.parents().stream().map(shards.all()::get).toList();
            assertThat(parents).allSatisfy(parent -> {
                assertThat(parent.closeTick()).isGreaterThan(parent.startTick()).isLessThan(child.startTick());
                assertThat(child.firstKey()).isLessThanOrEqualTo(parent.lastKey());
                assertThat(parent.firstKey()).isLessThanOrEqualTo(child.lastKey());
            });
        });
        assertThat(shards.all())
                .filteredOn(shard -> !shard.isOpen())
                .allSatisfy(parent -> assertThat(shards.childrenOf(parent)).isNotEmpty());
    }

    @Property(tries = 50)
    void aShardThatFitsAlreadyStaysAsItIs(@ForAll @IntRange(min = 1, max = 20) int count) {
        Shards shards = Shards.uniform(count, START);

        assertThat(shards.resize(count, START + 2).all()).isEqualTo(shards.all());
    }

    /** A step's number picks the shard, and whether it is split or merged with the next one. */
    private static Shards splitOrMerge(Shards shards, int step, Random random, long tick) {
        List<Shard> open = shards.open();
        int index = step / 2 % open.size();
        Shard shard = open.get(index);
        if (step % 2 == 0 && index + 1 < open.size()) {
            return shards.merge(shard, open.get(index + 1), tick);
        }
        BigInteger size = shard.lastKey().subtract(shard.firstKey());
        BigInteger offset = new BigInteger(128, random).mod(size).add(BigInteger.ONE);
        return shards.split(shard, shard.firstKey().add(offset), tick);
    }

    private static void assertOpenShardsCoverAllKeysOnce(Shards shards) {
        List<BigInteger> expectedFirstKeys = new ArrayList<>(List.of(BigInteger.ZERO));
        shards.open().forEach(shard -> expectedFirstKeys.add(shard.lastKey().add(BigInteger.ONE)));
        BigInteger end = expectedFirstKeys.remove(expectedFirstKeys.size() - 1);

        assertThat(firstKeys(shards)).isEqualTo(expectedFirstKeys);
        assertThat(end).isEqualTo(HashKeys.COUNT);
        assertThat(shards.all().stream().map(Shard::number))
                .isEqualTo(IntStream.range(0, shards.all().size()).boxed().toList());
    }

    private static List<BigInteger> firstKeys(Shards shards) {
        return shards.open().stream().map(Shard::firstKey).toList();
    }

    private static void assertRoutedToItsShard(Shards shards, BigInteger key) {
        Shard shard = shards.route(key);

        assertThat(shard.isOpen()).isTrue();
        assertThat(key).isBetween(shard.firstKey(), shard.lastKey());
    }
}
