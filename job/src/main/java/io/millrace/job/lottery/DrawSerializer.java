package io.millrace.job.lottery;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;

/** A draw as JSON, partitioned by its lottery. */
final class DrawSerializer extends JsonRecordSerializer<Draw> {
    private static final long serialVersionUID = 1L;

    @Override
    public String partitionKey(Draw draw) {
        return Long.toString(draw.lotteryId);
    }

    @Override
    protected void write(Draw draw, JsonGenerator json) throws IOException {
        json.writeStringField("drawId", draw.id());
        json.writeNumberField("lotteryId", draw.lotteryId);
        json.writeNumberField("windowStart", draw.windowStart);
        json.writeNumberField("windowEnd", draw.windowEnd);
        json.writeNumberField("winner", draw.winner);
        json.writeNumberField("entries", draw.entries);
    }
}
