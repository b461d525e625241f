package io.millrace.benchmarks.measurement;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.KeyDistribution;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/** Values from 100 to 199.75 in steps of 0.25, which doubles add exactly; one of a thousand is higher by 500. */
public final class ReadingFeed implements Feed {
    private static final long serialVersionUID = 1L;

    private static final int EVENTS_PER_MILLI = 250;
    /** So that the first events release a prelude from what sorts by time. */
    private static final long PRELUDE_BEFORE_MILLIS = 10_000;

    private static final long FIRST_KEY = 1_000_000_000;
    private static final RecordTemplate READING =
            new RecordTemplate("{\"key\":\"sensor-##########\",\"value\":###.##,\"timestamp\":#############}");

    private final int keys;
    private final KeyDistribution spread;
    private final Prelude prelude;

    /** Whether the prelude has a reading for each key. */
    public enum Prelude {
        NONE,
        ONE_OF_EACH_KEY
    }

    public ReadingFeed(int keys, KeyDistribution spread, Prelude prelude) {
        this.keys = keys;
        this.spread = spread;
        this.prelude = prelude;
    }

    @Override
    public long prelude(ShardShare share) {
        return prelude == Prelude.NONE ? 0 : share.keys(keys);
    }

    @Override
    public byte[] prelude(long number, ShardShare share, long time) {
        return READING.fill(FIRST_KEY + share.key(number), 150, 0, time - PRELUDE_BEFORE_MILLIS);
    }

    @Override
    public int eventsPerMilli() {
        return EVENTS_PER_MILLI;
    }

    @Override
    public byte[] event(long number, ShardShare share, long time) {
        long random = KeyDistribution.mix(~number) >>> 1;
        long whole = 100 + random % 100 + (random / 100 % 1000 == 0 ? 500 : 0);
        long quarters = random / 100_000 % 4;
        return READING.fill(FIRST_KEY + share.key(spread.rank(number, share.keys(keys))), whole, 25 * quarters, time);
    }
}
