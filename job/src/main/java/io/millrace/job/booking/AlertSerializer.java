package io.millrace.job.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An alert as JSON, partitioned by its booking. Fields without a value are left out. */
final class AlertSerializer extends JsonRecordSerializer<Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    public String partitionKey(Alert alert) {
        return alert.bookingId;
    }

    @Override
    protected void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStringField("alertId", alert.id());
        json.writeStringField("type", alert.type.name());
        json.writeStringField("bookingId", alert.bookingId);
        json.writeNumberField("since", alert.since);
        json.writeNumberField("time", alert.time);
        timeAndValue("created", alert.createdTime, alert.createdValue, json);
        json.writeNumberField("count", alert.count);
        timeAndValue("event", alert.eventTime, alert.eventValue, json);
    }

    private static void timeAndValue(String name, @Nullable Long time, @Nullable String value, JsonGenerator json)
            throws IOException {
        if (time != null) {
            json.writeNumberField(name + "Time", time);
        }
        if (value != null) {
            json.writeFieldName(name + "Value");
            json.writeRawValue(value);
        }
    }
}
