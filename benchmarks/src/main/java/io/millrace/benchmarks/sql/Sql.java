package io.millrace.benchmarks.sql;

import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.tuned.TunedOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A pipeline's part in SQL. Rows enter and leave it in SQL's own format, which needs no conversion. */
public final class Sql {
    private static final Map<String, String> OPTIONS = Map.of(
            // with RocksDB state, SQL's windows reuse their keys, and timers on the heap would all have the last one
            "state.backend.rocksdb.timer-service.factory", "ROCKSDB",
            "table.local-time-zone", "UTC",
            "table.optimizer.agg-phase-strategy", "TWO_PHASE",
            "table.exec.mini-batch.enabled", "true",
            "table.exec.mini-batch.allow-latency", "200 ms",
            "table.exec.mini-batch.size", "50000");

    private final StreamTableEnvironment tables;

    public Sql(Ports ports) {
        this.tables = StreamTableEnvironment.create(ports.environment());
    }

    /** The Flink options of a pipeline with SQL. */
    public static Map<String, String> options() {
        Map<String, String> options = new HashMap<>(TunedOptions.OPTIONS);
        options.putAll(OPTIONS);
        return Map.copyOf(options);
    }

    /** The type of a stream of rows. */
    public static TypeInformation<RowData> type(DataType row) {
        return InternalTypeInfo.of((RowType) row.getLogicalType());
    }

    /** Makes a function known by a name. */
    public Sql function(String name, Class<? extends UserDefinedFunction> function) {
        tables.createTemporarySystemFunction(name, function);
        return this;
    }

    /** Makes a stream known as a table. */
    public Sql table(String name, DataStream<RowData> rows, Schema schema) {
        tables.createTemporaryView(name, rows, schema);
        return this;
    }

    /** The rows of a query's result. */
    public DataStream<RowData> query(String select, DataTypes.Field... fields) {
        return tables.toDataStream(
                tables.sqlQuery(select), DataTypes.ROW(fields).notNull().bridgedTo(RowData.class));
    }
}
