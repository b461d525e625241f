package io.millrace.benchmarks.rollup;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.benchmarks.tuned.TokenReader;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/** Reads measurements from tokens, as rows of SQL. */
final class ReadRow extends TokenReader<RowData> {
    private static final long serialVersionUID = 1L;

    static final DataType TYPE = DataTypes.ROW(
                    DataTypes.FIELD("key", DataTypes.STRING().notNull()),
                    DataTypes.FIELD("value", DataTypes.DOUBLE().notNull()),
                    DataTypes.FIELD("time", DataTypes.TIMESTAMP_LTZ(3).notNull()))
            .notNull();

    private static final int KEY = 0;
    private static final int VALUE = 1;
    private static final int TIME = 2;

    private transient GenericRowData row;

    @Override
    public void open(OpenContext context) {
        row = new GenericRowData(TIME + 1);
    }

    @Override
    protected RowData begin() {
        row.setField(KEY, StringData.fromString(""));
        row.setField(VALUE, 0.0);
        row.setField(TIME, TimestampData.fromEpochMillis(0));
        return row;
    }

    @Override
    protected void member(String name, JsonParser parser, RowData event) throws IOException {
        switch (name) {
            case "key" -> row.setField(KEY, StringData.fromString(parser.getText()));
            case "value" -> row.setField(VALUE, parser.getDoubleValue());
            case "timestamp" -> row.setField(TIME, TimestampData.fromEpochMillis(parser.getLongValue()));
            default -> {}
        }
    }
}
