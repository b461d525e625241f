package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.sql.Sql;
import io.millrace.benchmarks.textbook.JsonFormat;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.data.RowData;

/**
 * {@code lottery} with its draws in SQL. Whether a click is accepted depends on all earlier records of its user, one by one,
 * which SQL cannot say: that part is {@link TunedEntries}.
 */
public final class SqlLottery implements Pipeline {
    private final Duration window;
    private final String key;

    public SqlLottery(Duration window, String key) {
        this.window = window;
        this.key = key;
    }

    @Override
    public Map<String, String> options() {
        return Sql.options();
    }

    @Override
    public void build(Ports ports) {
        TunedEntries tuned = TunedEntries.of(ports, window, key);
        DataStream<RowData> rows =
                tuned.entries().map(new EntryToRow(), Sql.type(EntryToRow.TYPE)).uid("rows");
        Schema schema = Schema.newBuilder()
                .fromRowDataType(EntryToRow.TYPE)
                .watermark("time", "SOURCE_WATERMARK()")
                .build();
        ports.sink(
                "draws",
                new Sql(ports)
                        .function("WINNER", WinnerFunction.class)
                        .table("entries", rows, schema)
                        .query(
                                "SELECT lotteryId, window_start, window_end, WINNER(ticket, userId), COUNT(*)"
                                        + " FROM TABLE(TUMBLE(TABLE entries, DESCRIPTOR(`time`), INTERVAL '"
                                        + window.toSeconds() + "' SECOND))"
                                        + " GROUP BY lotteryId, window_start, window_end",
                                WriteDrawRow.FIELDS),
                new WriteDrawRow());
        ports.sink("rejected", tuned.refused(), new JsonFormat<>());
    }
}
