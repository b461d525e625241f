package io.millrace.benchmarks.lottery.tuned;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.benchmarks.tuned.TokenWriter;
import java.io.IOException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;

/** Writes the rows of {@link SqlLottery} as JSON. */
final class WriteDrawRow extends TokenWriter<RowData> {
    private static final long serialVersionUID = 1L;

    static final DataTypes.Field[] FIELDS = {
        DataTypes.FIELD("lotteryId", DataTypes.BIGINT().notNull()),
        DataTypes.FIELD("window_start", DataTypes.TIMESTAMP(3).notNull()),
        DataTypes.FIELD("window_end", DataTypes.TIMESTAMP(3).notNull()),
        DataTypes.FIELD("winner", DataTypes.BIGINT()),
        DataTypes.FIELD("entries", DataTypes.BIGINT().notNull())
    };

    @Override
    protected void members(RowData row, JsonGenerator json) throws IOException {
        long lotteryId = row.getLong(0);
        long start = row.getTimestamp(1, 3).getMillisecond();
        json.writeStringField("drawId", lotteryId + "-" + start);
        json.writeNumberField("lotteryId", lotteryId);
        json.writeNumberField("windowStart", start);
        json.writeNumberField("windowEnd", row.getTimestamp(2, 3).getMillisecond());
        json.writeNumberField("winner", row.getLong(3));
        json.writeNumberField("entries", row.getLong(4));
    }
}
