package io.millrace.promises;

import java.util.List;

/** What the jobs do with the records of one run. */
public record JobPromises(LotteryPromise lottery, BookingPromise bookings, MeasurementPromise measurements) {
    /** The streams that records are put to. */
    public static final List<String> INPUTS =
            List.of("LotteryEvents", "UserEvents", "BookingCreated", "BookingEvents", "Measurements");

    /** Puts the records of all promises. */
    public static JobPromises feed(Target target, Run run) {
        return new JobPromises(
                LotteryPromise.feed(target, run),
                BookingPromise.feed(target, run),
                MeasurementPromise.feed(target, run));
    }
}
