package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.sql.Sql;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.Refusal;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.data.RowData;

/** {@code rollup} in SQL, between a reader and a writer of tokens. */
final class SqlRollup implements Pipeline {
    private final Duration window;

    SqlRollup(Duration window) {
        this.window = window;
    }

    @Override
    public Map<String, String> options() {
        return Sql.options();
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<RowData> rows = ports.source("measurements")
                .process(new ReadRow(), Sql.type(ReadRow.TYPE))
                .uid("parse");
        Schema schema = Schema.newBuilder()
                .fromRowDataType(ReadRow.TYPE)
                .watermark("time", "`time` - INTERVAL '2' SECOND")
                .build();
        ports.sink(
                "rollups",
                new Sql(ports)
                        .table("measurements", rows, schema)
                        .query(
                                "SELECT `key`, window_start, window_end, MAX(`value`), MIN(`value`), SUM(`value`), COUNT(*)"
                                        + " FROM TABLE(TUMBLE(TABLE measurements, DESCRIPTOR(`time`), INTERVAL '"
                                        + window.toSeconds() + "' SECOND))"
                                        + " GROUP BY `key`, window_start, window_end",
                                WriteRow.FIELDS),
                new WriteRow());
        ports.sink("rejected", rows.getSideOutput(Refusal.TAG), new JsonFormat<>());
    }
}
