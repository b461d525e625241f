package io.millrace.job.booking;

import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.connector.RejectedRecordSerializer;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Matches bookings with their events, and escalates bookings that go wrong. */
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
        return "Matches each booking with its events in one alert, and escalates bookings that match a sequence";
    }

    @Override
    public Map<String, String> inputs() {
        return new TreeMap<>(Map.of(
                BOOKING_CREATED, "created bookings, as JSON",
                BOOKING_EVENTS, "events of bookings, as JSON"));
    }

    @Override
    public Map<String, String> outputs() {
        return new TreeMap<>(Map.of(
                ALERTS, "one record per booking: MATCHED or UNMATCHED",
                ESCALATIONS, "one record per booking and sequence that it matched",
                REJECTED, "every record that could not be processed, with the reason"));
    }

    @Override
    public List<Setting<?>> settings() {
        return BookingSettings.all();
    }

    @Override
    public List<String> violations(Settings settings) {
        return BookingSettings.violations(settings);
    }

    @Override
    public void build(JobContext context) {
        BookingTopology.Outputs outputs = new BookingTopology(BookingSettings.of(context.settings()))
                .connect(context.source(BOOKING_CREATED), context.source(BOOKING_EVENTS));
        context.sink(ALERTS, outputs.alerts(), new AlertSerializer());
        context.sink(ESCALATIONS, outputs.escalations(), new EscalationSerializer());
        context.sink(REJECTED, outputs.rejected(), new RejectedRecordSerializer());
    }
}
