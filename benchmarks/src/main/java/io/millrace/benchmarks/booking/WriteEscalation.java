package io.millrace.benchmarks.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.benchmarks.tuned.TokenWriter;
import java.io.IOException;

/** Writes escalations as JSON. */
final class WriteEscalation extends TokenWriter<BookingEscalation> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void members(BookingEscalation escalation, JsonGenerator json) throws IOException {
        json.writeStringField("escalation", escalation.escalation);
        json.writeStringField("bookingId", escalation.bookingId);
        json.writeNumberField("since", escalation.since);
    }
}
