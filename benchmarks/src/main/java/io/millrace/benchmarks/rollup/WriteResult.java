package io.millrace.benchmarks.rollup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.benchmarks.tuned.TokenWriter;
import java.io.IOException;

/** Writes rollups as JSON. */
final class WriteResult extends TokenWriter<WindowResult> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void members(WindowResult result, JsonGenerator json) throws IOException {
        json.writeStringField("rollupId", result.rollupId);
        json.writeStringField("key", result.key);
        json.writeNumberField("windowStart", result.windowStart);
        json.writeNumberField("windowEnd", result.windowEnd);
        json.writeNumberField("max", result.max);
        json.writeNumberField("min", result.min);
        json.writeNumberField("sum", result.sum);
        json.writeNumberField("count", result.count);
        json.writeNumberField("average", result.average);
    }
}
