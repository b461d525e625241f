package io.millrace.job.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;

/** An escalation as JSON, partitioned by its booking. */
final class EscalationSerializer extends JsonRecordSerializer<Escalation> {
    private static final long serialVersionUID = 1L;

    @Override
    public String partitionKey(Escalation escalation) {
        return escalation.bookingId;
    }

    @Override
    protected void write(Escalation escalation, JsonGenerator json) throws IOException {
        json.writeStringField("escalationId", escalation.id());
        json.writeStringField("escalation", escalation.name);
        json.writeStringField("bookingId", escalation.bookingId);
        json.writeNumberField("since", escalation.since);
        json.writeNumberField("time", escalation.time);
        json.writeNumberField("records", escalation.records);
    }
}
