package com.example.clickstream.job;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

/**
 * Counts clicks: a record of the input is the name of a page, one of the output is {@code page,count} of a window. A click
 * belongs to the window in which it is read.
 */
public final class ClicksPerPage {
    private ClicksPerPage() {}

    public static void main(String[] args) throws Exception {
        Map<String, Properties> groups = groups();
        Properties clicks = groups.get("clicks");
        Properties counts = groups.get("page-counts");
        Duration window = Duration.parse(groups.get("Counting").getProperty("window"));

        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .addSource(
                        new FlinkKinesisConsumer<>(
                                clicks.getProperty("stream.name"), new SimpleStringSchema(), connector(clicks)),
                        "clicks",
                        Types.STRING)
                .uid("clicks")
                .map(page -> Tuple2.of(page.trim(), 1L))
                .returns(Types.TUPLE(Types.STRING, Types.LONG))
                .uid("one")
                .keyBy(click -> click.f0)
                .window(TumblingProcessingTimeWindows.of(window))
                .sum(1)
                .uid("count")
                .map(count -> count.f0 + "," + count.f1)
                .returns(Types.STRING)
                .uid("line")
                .sinkTo(KinesisStreamsSink.<String>builder()
                        .setStreamName(counts.getProperty("stream.name"))
                        .setKinesisClientProperties(connector(counts))
                        .setSerializationSchema(new SimpleStringSchema())
                        .setPartitionKeyGenerator(line -> line.substring(0, line.lastIndexOf(',')))
                        .build())
                .uid("page-counts");
        environment.execute("clicks-per-page");
    }

    /** The groups that the CDK app wrote; their names are those of its inputs, outputs and property groups. */
    private static Map<String, Properties> groups() throws IOException {
        return KinesisAnalyticsRuntime.getApplicationProperties();
    }

    /** What of a group is the connector's own. */
    private static Properties connector(Properties group) {
        Properties own = new Properties();
        for (String key : group.stringPropertyNames()) {
            if (key.startsWith("aws.") || key.startsWith("flink.")) {
                own.setProperty(key, group.getProperty(key));
            }
        }
        return own;
    }
}
