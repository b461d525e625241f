package io.millrace.job.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An alert as JSON, partitioned by its booking. Fields without a value are left out. Their names are encoded only once. */
final class AlertSerializer extends JsonRecordSerializer<Alert> {
    private static final long serialVersionUID = 1L;

    private static final SerializedString ALERT_ID = new SerializedString("alertId");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString BOOKING_ID = new SerializedString("bookingId");
    private static final SerializedString SINCE = new SerializedString("since");
    private static final SerializedString TIME = new SerializedString("time");
    private static final SerializedString CREATED_TIME = new SerializedString("createdTime");
    private static final SerializedString CREATED_VALUE = new SerializedString("createdValue");
    private static final SerializedString COUNT = new SerializedString("count");
    private static final SerializedString EVENT_TIME = new SerializedString("eventTime");
    private static final SerializedString EVENT_VALUE = new SerializedString("eventValue");

    @Override
    public String partitionKey(Alert alert) {
        return alert.bookingId;
    }

    @Override
    protected void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeFieldName(ALERT_ID);
        json.writeString(alert.id());
        json.writeFieldName(TYPE);
        json.writeString(alert.type.name());
        json.writeFieldName(BOOKING_ID);
        json.writeString(alert.bookingId);
        json.writeFieldName(SINCE);
        json.writeNumber(alert.since);
        json.writeFieldName(TIME);
        json.writeNumber(alert.time);
        timeAndValue(CREATED_TIME, alert.createdTime, CREATED_VALUE, alert.createdValue, json);
        json.writeFieldName(COUNT);
        json.writeNumber(alert.count);
        timeAndValue(EVENT_TIME, alert.eventTime, EVENT_VALUE, alert.eventValue, json);
    }

    private static void timeAndValue(
            SerializedString timeName,
            @Nullable Long time,
            SerializedString valueName,
            @Nullable String value,
            JsonGenerator json)
            throws IOException {
        if (time != null) {
            json.writeFieldName(timeName);
            json.writeNumber(time);
        }
        if (value != null) {
            json.writeFieldName(valueName);
            json.writeRawValue(value);
        }
    }
}
