package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/** Created bookings; those of the prelude come before them. */
final class CreationFeed implements Feed {
    private static final long serialVersionUID = 1L;

    static final int BOOKINGS_PER_MILLI = 60;
    static final long FIRST_BOOKING = 2_000_000_000;

    private static final RecordTemplate CREATION =
            new RecordTemplate("{\"bookingId\":\"b-##########\",\"value\":###,\"timestamp\":#############}");

    private final int openBookings;
    private final PreludeTime prelude;

    /** @param openBookings the number of bookings that are created in the prelude */
    CreationFeed(int openBookings, PreludeTime prelude) {
        this.openBookings = openBookings;
        this.prelude = prelude;
    }

    @Override
    public long prelude(ShardShare share) {
        return share.keys(openBookings);
    }

    @Override
    public byte[] prelude(long number, ShardShare share, long time) {
        long booking = (long) share.key(number) - openBookings;
        return created(booking, prelude.time(booking, time));
    }

    @Override
    public int eventsPerMilli() {
        return BOOKINGS_PER_MILLI;
    }

    @Override
    public byte[] event(long number, ShardShare share, long time) {
        return created(number * share.shards() + share.shard(), time);
    }

    private static byte[] created(long booking, long time) {
        return CREATION.fill(FIRST_BOOKING + booking, 100 + Math.floorMod(booking, 900), time);
    }
}
