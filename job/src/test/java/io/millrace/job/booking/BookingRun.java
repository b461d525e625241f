package io.millrace.job.booking;

import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.util.List;
import java.util.Map;

/** One run of the job's whole topology, with the lines of {@link ReferenceBookings}. */
final class BookingRun {
    static final String BOOKING_CREATED = "booking-created";
    static final String BOOKING_EVENTS = "booking-events";

    private BookingRun() {}

    static Replay of(BookingSettings settings, List<ShardLog> createdShards, List<ShardLog> eventShards) {
        return new Replay(Map.of(BOOKING_CREATED, createdShards, BOOKING_EVENTS, eventShards), source -> {
            BookingTopology.Outputs outputs =
                    new BookingTopology(settings).connect(source.apply(BOOKING_CREATED), source.apply(BOOKING_EVENTS));
            return List.of(
                    Replay.lines(outputs.alerts(), alert -> "alert " + alert),
                    Replay.lines(outputs.escalations(), escalation -> "escalation " + escalation),
                    Replay.rejections(outputs.rejected()));
        });
    }
}
