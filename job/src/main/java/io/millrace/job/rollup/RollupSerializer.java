package io.millrace.job.rollup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.job.connector.JsonRecordSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollup as JSON, partitioned by its key. Numbers are exact. With many keys in a window this is much of what a key costs:
 * names are encoded only once, the end of the ids once for each window, and a number of 64 bits needs no {@link BigDecimal}.
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
    /** The number that is written: at most a sign, a point and 19 digits. */
    private final char[] text = new char[21];

    /** Of the latest window, and usually of the next rollup's. */
    private transient @Nullable String suffix;

    private transient long suffixStart;
    private transient long suffixEnd;

    /** @param scale decimal places of the values, at most 18 */
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
        json.writeString(rollup.id(suffix(rollup)));
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

    /** What {@link Rollup#id} ends with. */
    private String suffix(Rollup rollup) {
        String known = suffix;
        if (known == null || rollup.windowStart != suffixStart || rollup.windowEnd != suffixEnd) {
            known = rollup.windowSuffix();
            suffix = known;
            suffixStart = rollup.windowStart;
            suffixEnd = rollup.windowEnd;
        }
        return known;
    }

    /** Writes a number as {@link #plain} has it. */
    private void writeNumber(long units, int places, JsonGenerator json) throws IOException {
        long number = units;
        int left = places;
        while (left > 0 && number % 10 == 0) {
            number /= 10;
            left--;
        }
        if (left == 0) {
            json.writeNumber(number);
        } else {
            writeFraction(number, left, json);
        }
    }

    private void writeFraction(long number, int places, JsonGenerator json) throws IOException {
        int start = text.length;
        // negative: the lowest long has no positive counterpart
        long rest = number < 0 ? number : -number;
        for (int digit = 0; digit <= places || rest != 0; digit++) {
            if (digit == places) {
                text[--start] = '.';
            }
            text[--start] = (char) ('0' - rest % 10);
            rest /= 10;
        }
        if (number < 0) {
            text[--start] = '-';
        }
        json.writeNumber(text, start, text.length - start);
    }
}
