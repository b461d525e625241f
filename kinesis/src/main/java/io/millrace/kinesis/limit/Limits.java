package io.millrace.kinesis.limit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Says what is within the service's limits, and counts what is not, under the names of the service's metrics. See
 * "Quotas and limits" in the developer guide.
 */
public final class Limits {
    private static final System.Logger LOG = System.getLogger(Limits.class.getName());
    /** Calls per second of an account; of those that are not listed, {@value #OTHER_CALLS}. */
    private static final Map<String, Integer> CALLS = Map.of(
            "DescribeLimits", 1,
            "DescribeStream", 10,
            "DescribeStreamConsumer", 20,
            "DescribeStreamSummary", 20,
            "ListShards", 1000,
            "UpdateShardCount", 10);

    private static final int OTHER_CALLS = 5;
    private static final double BYTES_PUSHED = 2 << 20;

    private final InstantSource clock;
    private final boolean on;
    private final Map<Shard, ShardLimits> shards = new ConcurrentHashMap<>();
    private final Map<String, RateLimit> calls = new ConcurrentHashMap<>();
    private final Map<String, RateLimit> rare = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    /**
     * A shard of a stream.
     *
     * @param incarnation differs for streams of the same name
     */
    public record Shard(String stream, long incarnation, int number) {}

    private Limits(InstantSource clock, boolean on) {
        this.clock = clock;
        this.on = on;
    }

    public static Limits on(InstantSource clock) {
        return new Limits(clock, true);
    }

    /** Everything is within these. */
    public static Limits off() {
        return new Limits(InstantSource.system(), false);
    }

    public boolean isOn() {
        return on;
    }

    /** Whether a record of that size may be written now. */
    public boolean admitsRecord(Shard shard, int bytes) {
        return !on
                || counted(of(shard).admitsRecord(bytes, clock.millis()), shard, "WriteProvisionedThroughputExceeded");
    }

    /** Whether GetRecords may be called now. */
    public boolean admitsRead(Shard shard) {
        return !on || counted(of(shard).admitsRead(clock.millis()), shard, "ReadProvisionedThroughputExceeded");
    }

    /** Counts what GetRecords returned. */
    public void chargeRead(Shard shard, long bytes) {
        if (on) {
            of(shard).chargeRead(bytes);
        }
    }

    /** Whether GetShardIterator may be called now. */
    public boolean admitsIterator(Shard shard) {
        return !on || counted(of(shard).admitsIterator(clock.millis()), shard, "ReadProvisionedThroughputExceeded");
    }

    /** Whether an operation that is not limited by shard may be called now. */
    public boolean admitsCall(String operation) {
        return !on
                || calls.computeIfAbsent(
                                operation, name -> new RateLimit(CALLS.getOrDefault(name, OTHER_CALLS), clock.millis()))
                        .take(1, clock.millis());
    }

    /** Whether something may be done again, so many times in 24 hours at most. */
    public boolean admitsRare(String what, int timesPerDay) {
        return !on
                || rare.computeIfAbsent(
                                what,
                                name -> new RateLimit(
                                        (double) timesPerDay
                                                / Duration.ofDays(1).toSeconds(),
                                        timesPerDay,
                                        clock.millis()))
                        .take(1, clock.millis());
    }

    /** The limit of one subscription, in bytes; empty when there is none. */
    public Optional<RateLimit> subscription() {
        return on ? Optional.of(new RateLimit(BYTES_PUSHED, clock.millis())) : Optional.empty();
    }

    /** The busiest second of a shard since the last call: what producers asked for, as a part of what it admits. */
    public double takePeak(Shard shard) {
        ShardLimits limits = shards.get(shard);
        return limits == null ? 0 : limits.takePeak();
    }

    /** Logs what was refused since the last call, and forgets the limits that are as new. */
    public void report() {
        new TreeMap<>(refused).forEach((metric, count) -> {
            long sum = count.sumThenReset();
            if (sum > 0) {
                LOG.log(System.Logger.Level.INFO, "{0}: {1}", metric, sum);
            }
        });
        shards.values().removeIf(limits -> limits.isUnused(clock.millis()));
        rare.values().removeIf(limit -> limit.isFull(clock.millis()));
    }

    /** How many limits of shards and of rare operations it keeps. */
    int kept() {
        return shards.size() + rare.size();
    }

    private boolean counted(boolean admits, Shard shard, String metric) {
        if (!admits) {
            refused.computeIfAbsent(metric + " of stream " + shard.stream(), name -> new LongAdder())
                    .increment();
        }
        return admits;
    }

    private ShardLimits of(Shard shard) {
        return shards.computeIfAbsent(shard, key -> new ShardLimits(clock.millis()));
    }
}
