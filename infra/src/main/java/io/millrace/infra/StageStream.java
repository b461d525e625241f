package io.millrace.infra;

/**
 * The streams of a stage. The constant's id is the stream's construct id: another one is another stream, and leaves the
 * records of the old one behind.
 */
enum StageStream {
    /** What starts and ends a lottery. */
    LOTTERY_EVENTS("LotteryEvents"),
    /** What users buy and click. */
    USER_EVENTS("UserEvents"),
    /** The winners. */
    DRAWS("Draws"),
    /** What the lottery could not process, with the reason. */
    REJECTED("Rejected"),

    /** Bookings made. */
    BOOKING_CREATED("BookingCreated"),
    /** What became of them. */
    BOOKING_EVENTS("BookingEvents"),
    /** Bookings that have got what was waited for, and those that have not. */
    ALERTS("Alerts"),
    /** Bookings whose events show trouble. */
    ESCALATIONS("Escalations"),
    /** What the booking alerts could not process, with the reason. */
    BOOKING_REJECTED("BookingRejected"),

    /** Measurements of any kind: a key, a value and a time each. */
    MEASUREMENTS("Measurements"),
    /** Measurements aggregated by key and window. */
    ROLLUPS("Rollups"),
    /** What the rollup could not process, with the reason. */
    ROLLUP_REJECTED("RollupRejected"),
    /** Measurements far from what their key has shown so far. */
    OUTLIERS("Outliers"),
    /** What the search for outliers could not process, with the reason. */
    OUTLIERS_REJECTED("OutliersRejected");

    private final String id;

    StageStream(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
