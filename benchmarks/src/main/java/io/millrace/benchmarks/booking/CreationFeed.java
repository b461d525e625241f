package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/** Created bookings. */
final class CreationFeed implements Feed {
    private static final long serialVersionUID = 1L;

    static final int BOOKINGS_PER_MILLI = 60;
    static final long FIRST_BOOKING = 2_000_000_000;

    private static final RecordTemplate CREATION =
            new RecordTemplate("{\"bookingId\":\"b-##########\",\"value\":###,\"timestamp\":#############}");

    @Override
    public int eventsPerMilli() {
        return BOOKINGS_PER_MILLI;
    }

    @Override
    public byte[] event(long number, ShardShare share, long time) {
        long booking = number * share.shards() + share.shard();
        return CREATION.fill(FIRST_BOOKING + booking, 100 + booking % 900, time);
    }
}
