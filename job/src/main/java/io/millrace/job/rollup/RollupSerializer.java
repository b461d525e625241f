package io.millrace.job.rollup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * A rollup as JSON, partitioned by its key. Numbers are exact. With many keys in a window this is much of what a key costs:
 * names are encoded only once, and a number of 64 bits needs no {@link BigDecimal} unless it has a fraction.
 */
final class RollupSerializer extends JsonRecordSerializer<Rollup> {
    private static final long serialVersionUID = 1L;

    private static final SerializedString ROLLUP_ID = new SerializedString("rollupId");
    private static final SerializedString KEY = new SerializedString("key");
    private static final SerializedString WINDOW_START = new SerializedString("windowStart");
    private static final SerializedString WINDOW_END = new SerializedString("windowEnd");
    private static final SerializedString RANK = new SerializedString("rank");

    private final Aggregation[] aggregations;
    private final SerializedString[] fields;
    private final int scale;

    /** @param scale decimal places of the values */
    RollupSerializer(Set<Aggregation> aggregations, int scale) {
        this.aggregations = EnumSet.copyOf(aggregations).toArray(new Aggregation[0]);
        this.fields = new SerializedString[this.aggregations.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = new SerializedString(this.aggregations[i].text());
        }
        this.scale = scale;
    }

    @Override
    public String partitionKey(Rollup rollup) {
        return rollup.key;
    }

    @Override
    protected void write(Rollup rollup, JsonGenerator json) throws IOException {
        json.writeFieldName(ROLLUP_ID);
        json.writeString(rollup.id());
        json.writeFieldName(KEY);
        json.writeString(rollup.key);
        json.writeFieldName(WINDOW_START);
        json.writeNumber(rollup.windowStart);
        json.writeFieldName(WINDOW_END);
        json.writeNumber(rollup.windowEnd);
        if (rollup.rank != Rollup.UNRANKED) {
            json.writeFieldName(RANK);
            json.writeNumber(rollup.rank);
        }
        for (int i = 0; i < aggregations.length; i++) {
            Aggregation aggregation = aggregations[i];
            json.writeFieldName(fields[i]);
            if (aggregation.isLong(rollup.totals)) {
                writeNumber(aggregation.of(rollup.totals), aggregation.places(scale), json);
            } else {
                json.writeNumber(plain(new BigDecimal(rollup.totals.sum(), scale)));
            }
        }
    }

    /** Writes a number as {@link #plain} has it. */
    private static void writeNumber(long units, int places, JsonGenerator json) throws IOException {
        long number = units;
        int left = places;
        while (left > 0 && number % 10 == 0) {
            number /= 10;
            left--;
        }
        if (left == 0) {
            json.writeNumber(number);
        } else {
            json.writeNumber(BigDecimal.valueOf(number, left).toPlainString());
        }
    }
}
