import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/** SQL alone: generated rows, windows, and files on S3 in three formats. */
public class GeneratedReport {
    public static void main(String[] args) throws Exception {
        TableEnvironment tables = TableEnvironment.create(
                EnvironmentSettings.newInstance().inStreamingMode().build());
        String path = KinesisAnalyticsRuntime.getApplicationProperties().get("Archive").getProperty("report");

        tables.executeSql("CREATE TABLE prices (ticker INT, price DOUBLE, at_time AS LOCALTIMESTAMP,"
                + " WATERMARK FOR at_time AS at_time) WITH ('connector' = 'datagen', 'number-of-rows' = '200',"
                + " 'fields.ticker.min' = '1', 'fields.ticker.max' = '3')");
        StatementSet report = tables.createStatementSet();
        for (String format : new String[] {"csv", "json", "avro"}) {
            tables.executeSql("CREATE TABLE " + format + "_report (ticker INT, rows_seen BIGINT) WITH ("
                    + "'connector' = 'filesystem', 'path' = '" + path + "/" + format + "', 'format' = '" + format + "')");
            report.addInsertSql("INSERT INTO " + format + "_report SELECT ticker, COUNT(*) FROM TABLE("
                    + "TUMBLE(TABLE prices, DESCRIPTOR(at_time), INTERVAL '1' SECOND))"
                    + " GROUP BY ticker, window_start, window_end");
        }
        report.execute();
    }
}
