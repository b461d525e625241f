package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/**
 * Three events for each booking, interleaved: the second event is of a booking that started a third of a booking's life
 * before, and so on. One booking of a hundred goes wrong. The first events are of bookings of the {@link CreationFeed}'s prelude. In
 * its own, the oldest third of them have their second event.
 */
final class EventFeed implements Feed {
    private static final long serialVersionUID = 1L;

    private static final int STAGES = 3;
    private static final int WRONG_EVERY = 100;
    private static final RecordTemplate[] RIGHT = {
        event("PAYMENT_STARTED"), event("PAYMENT_SUCCEEDED"), event("CONFIRMED")
    };
    private static final RecordTemplate[] WRONG = {event("PAYMENT_FAILED"), event("PAYMENT_FAILED"), event("CANCELLED")
    };

    private final int openBookings;
    private final PreludeTime prelude;

    /** @param openBookings the number of open bookings */
    EventFeed(int openBookings, PreludeTime prelude) {
        this.openBookings = openBookings;
        this.prelude = prelude;
    }

    @Override
    public long prelude(ShardShare share) {
        return share.keys(openBookings / STAGES);
    }

    @Override
    public byte[] prelude(long number, ShardShare share, long time) {
        long booking = (long) share.key(number) - openBookings;
        return event(1, booking, prelude.time(booking + ago(1), time));
    }

    private static RecordTemplate event(String type) {
        return new RecordTemplate(
                "{\"bookingId\":\"b-##########\",\"type\":\"" + type + "\",\"value\":###,\"timestamp\":#############}");
    }

    @Override
    public int eventsPerMilli() {
        return STAGES * CreationFeed.BOOKINGS_PER_MILLI;
    }

    @Override
    public byte[] event(long number, ShardShare share, long time) {
        int stage = (int) (number % STAGES);
        long newest = number / STAGES * share.shards() + share.shard();
        return event(stage, newest - ago(stage), time);
    }

    /** How many bookings are created between a booking and its event. */
    private long ago(int stage) {
        return (long) openBookings * (stage + 1) / STAGES;
    }

    private static byte[] event(int stage, long booking, long time) {
        RecordTemplate[] story = Math.floorMod(booking, WRONG_EVERY) == 0 ? WRONG : RIGHT;
        // a different value at each stage: equal records of the same millisecond would be duplicates
        long value = 100 + 300L * stage + Math.floorMod(booking, 300);
        return story[stage].fill(CreationFeed.FIRST_BOOKING + booking, value, time);
    }
}
