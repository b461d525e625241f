package io.millrace.job.booking;

import io.millrace.contract.flink.JobContract;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.RejectedRecordSerializer;

/** Matches bookings with their events, and escalates bookings that go wrong. */
public final class BookingAlertsJob implements Job {
    private static final String BOOKING_CREATED = "booking-created";
    private static final String BOOKING_EVENTS = "booking-events";
    private static final String ALERTS = "alerts";
    private static final String ESCALATIONS = "escalations";
    private static final String REJECTED = "rejected";

    /** They are sorted together: what is read ahead in one waits for the other. */
    private static final Alignment BOOKINGS = Alignment.of("bookings");

    private static final JobContract CONTRACT = JobContract.builder(
                    "booking-alerts",
                    "Matches each booking with its events in one alert, and escalates bookings that match a sequence")
            .input(BOOKING_CREATED, "created bookings, as JSON")
            .input(BOOKING_EVENTS, "events of bookings, as JSON")
            .output(ALERTS, "one record per booking: MATCHED or UNMATCHED")
            .output(ESCALATIONS, "one record per booking and sequence that it matched")
            .output(REJECTED, "every record that could not be processed, with the reason")
            .settings(BookingSettings.all())
            .check(BookingSettings::violations)
            .build();

    @Override
    public JobContract contract() {
        return CONTRACT;
    }

    @Override
    public void build(JobContext context) {
        BookingTopology.Outputs outputs = new BookingTopology(BookingSettings.of(context.settings()))
                .connect(context.source(BOOKING_CREATED, BOOKINGS), context.source(BOOKING_EVENTS, BOOKINGS));
        context.sink(ALERTS, outputs.alerts(), new AlertSerializer());
        context.sink(ESCALATIONS, outputs.escalations(), new EscalationSerializer());
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordSerializer());
    }
}
