package io.millrace.job.booking;

import io.millrace.job.Job;
import io.millrace.job.JobContext;
import io.millrace.job.connector.RejectedRecordFormat;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bookings and what happens to them: told together, and escalated when they go wrong. */
public final class BookingAlertsJob implements Job {
    private static final String BOOKING_CREATED = "booking-created";
    private static final String BOOKING_EVENTS = "booking-events";
    private static final String ALERTS = "alerts";
    private static final String ESCALATIONS = "escalations";
    private static final String REJECTED = "rejected";

    @Override
    public String name() {
        return "booking-alerts";
    }

    @Override
    public String description() {
        return "Tells each booking and its events in one alert, and escalates bookings that go through a sequence";
    }

    @Override
    public Map<String, String> inputs() {
        return new TreeMap<>(Map.of(
                BOOKING_CREATED, "bookings' creations, as JSON",
                BOOKING_EVENTS, "what happens to bookings, as JSON"));
    }

    @Override
    public Map<String, String> outputs() {
        return new TreeMap<>(Map.of(
                ALERTS, "one record per booking: its creation and events have met, or have not in time",
                ESCALATIONS, "one record per booking and sequence that it went through",
                REJECTED, "every record that could not be processed, with the reason"));
    }

    @Override
    public List<Setting<?>> settings() {
        return BookingSettings.all();
    }

    @Override
    public List<String> mistakes(Settings settings) {
        return BookingSettings.mistakes(settings);
    }

    @Override
    public void build(JobContext context) {
        BookingTopology.Outputs outputs = new BookingTopology(BookingSettings.of(context.settings()))
                .connect(context.source(BOOKING_CREATED), context.source(BOOKING_EVENTS));
        context.sink(ALERTS, outputs.alerts(), new AlertFormat());
        context.sink(ESCALATIONS, outputs.escalations(), new EscalationFormat());
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordFormat());
    }
}
