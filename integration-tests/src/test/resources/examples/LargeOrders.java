import static org.apache.flink.table.api.Expressions.$;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** The Table API, from JSON in one Kinesis stream to JSON in another. */
public class LargeOrders {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                env, EnvironmentSettings.newInstance().inStreamingMode().build());
        Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();

        tables.executeSql("CREATE TABLE orders (item STRING, quantity INT, `timestamp` BIGINT) WITH ("
                + options(groups.get("InputStream0")) + ", 'scan.stream.initpos' = 'TRIM_HORIZON')");
        tables.executeSql("CREATE TABLE large_orders (item STRING, quantity INT) WITH ("
                + options(groups.get("OutputStream1")) + ")");

        tables.from("orders")
                .filter($("quantity").isGreater(2))
                .select($("item").upperCase(), $("quantity"))
                .executeInsert("large_orders");
    }

    /** The region is in the code, as in many jobs, and the service's address nowhere. */
    private static String options(Properties group) {
        return "'connector' = 'kinesis', 'format' = 'json', 'aws.region' = 'us-east-1', 'stream' = '"
                + group.getProperty("stream.name") + "'";
    }
}
