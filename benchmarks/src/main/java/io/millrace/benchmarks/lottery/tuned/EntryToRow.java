package io.millrace.benchmarks.lottery.tuned;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** Makes accepted clicks rows of SQL. */
final class EntryToRow extends RichMapFunction<Winner, RowData> {
    private static final long serialVersionUID = 1L;

    static final DataType TYPE = DataTypes.ROW(
                    DataTypes.FIELD("lotteryId", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("ticket", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("userId", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("time", DataTypes.TIMESTAMP_LTZ(3).notNull()))
            .notNull();

    private transient GenericRowData row;

    @Override
    public void open(OpenContext context) {
        row = new GenericRowData(4);
    }

    @Override
    public RowData map(Winner entry) {
        row.setField(0, entry.lotteryId);
        row.setField(1, entry.ticket);
        row.setField(2, entry.userId);
        // the clicks of a bundle of actions share one timestamp, and are in windows of their own
        row.setField(3, TimestampData.fromEpochMillis(entry.windowStart));
        return row;
    }
}
