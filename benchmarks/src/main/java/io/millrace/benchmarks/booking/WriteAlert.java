package io.millrace.benchmarks.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.benchmarks.tuned.TokenWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes alerts as JSON. */
final class WriteAlert extends TokenWriter<BookingAlert> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void members(BookingAlert alert, JsonGenerator json) throws IOException {
        json.writeStringField("type", alert.type);
        json.writeStringField("bookingId", alert.bookingId);
        json.writeNumberField("since", alert.since);
        json.writeNumberField("time", alert.time);
        value(json, "createdValue", alert.createdValue);
        value(json, "eventValue", alert.eventValue);
        json.writeNumberField("count", alert.count);
    }

    private static void value(JsonGenerator json, String member, @Nullable Integer value) throws IOException {
        if (value == null) {
            json.writeNullField(member);
        } else {
            json.writeNumberField(member, value.intValue());
        }
    }
}
