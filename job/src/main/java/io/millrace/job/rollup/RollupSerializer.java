package io.millrace.job.rollup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A rollup as JSON, partitioned by its key. Numbers are exact. */
final class RollupSerializer extends JsonRecordSerializer<Rollup> {
    private static final long serialVersionUID = 1L;

    private final EnumSet<Aggregation> aggregations;
    private final int scale;

    /** @param scale decimal places of the values */
    RollupSerializer(Set<Aggregation> aggregations, int scale) {
        this.aggregations = EnumSet.copyOf(aggregations);
        this.scale = scale;
    }

    @Override
    public String partitionKey(Rollup rollup) {
        return rollup.key;
    }

    @Override
    protected void write(Rollup rollup, JsonGenerator json) throws IOException {
        json.writeStringField("rollupId", rollup.id());
        json.writeStringField("key", rollup.key);
        json.writeNumberField("windowStart", rollup.windowStart);
        json.writeNumberField("windowEnd", rollup.windowEnd);
        if (rollup.rank != Rollup.UNRANKED) {
            json.writeNumberField("rank", rollup.rank);
        }
        for (Aggregation aggregation : aggregations) {
            writeNumber(json, aggregation.text(), aggregation.of(rollup.totals, scale));
        }
    }
}
