package io.millrace.benchmarks.booking;

/** When the bookings that are open at first were created, and their events happened. */
enum PreludeTime {
    /** Before the others, at their rate. */
    BEFORE {
        @Override
        long time(long booking, long start) {
            return start + Math.floorDiv(booking, CreationFeed.BOOKINGS_PER_MILLI);
        }
    },
    /** At once: on a stage, event time goes as the clock does. */
    AT_ONCE {
        @Override
        long time(long booking, long start) {
            return start;
        }
    };

    /**
     * The event time of a record of the prelude.
     *
     * @param booking the last one created then; negative
     * @param start when the others begin
     */
    abstract long time(long booking, long start);
}
