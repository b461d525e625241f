package io.millrace.benchmarks.rollup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.benchmarks.tuned.TokenWriter;
import java.io.IOException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;

/** Writes the rows of {@link SqlRollup} as JSON. */
final class WriteRow extends TokenWriter<RowData> {
    private static final long serialVersionUID = 1L;

    static final DataTypes.Field[] FIELDS = {
        DataTypes.FIELD("key", DataTypes.STRING().notNull()),
        DataTypes.FIELD("window_start", DataTypes.TIMESTAMP(3).notNull()),
        DataTypes.FIELD("window_end", DataTypes.TIMESTAMP(3).notNull()),
        DataTypes.FIELD("highest", DataTypes.DOUBLE().notNull()),
        DataTypes.FIELD("lowest", DataTypes.DOUBLE().notNull()),
        DataTypes.FIELD("total", DataTypes.DOUBLE().notNull()),
        DataTypes.FIELD("readings", DataTypes.BIGINT().notNull())
    };

    @Override
    protected void members(RowData row, JsonGenerator json) throws IOException {
        String key = row.getString(0).toString();
        long start = row.getTimestamp(1, 3).getMillisecond();
        long end = row.getTimestamp(2, 3).getMillisecond();
        double sum = row.getDouble(5);
        long count = row.getLong(6);
        json.writeStringField("rollupId", key + "-" + start + "-" + end);
        json.writeStringField("key", key);
        json.writeNumberField("windowStart", start);
        json.writeNumberField("windowEnd", end);
        json.writeNumberField("max", row.getDouble(3));
        json.writeNumberField("min", row.getDouble(4));
        json.writeNumberField("sum", sum);
        json.writeNumberField("count", count);
        json.writeNumberField("average", sum / count);
    }
}
