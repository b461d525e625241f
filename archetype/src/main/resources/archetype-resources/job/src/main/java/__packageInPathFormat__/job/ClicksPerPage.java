package ${package}.job;

import io.millrace.contract.flink.ApplicationProperties;
import io.millrace.contract.flink.BoundJob;
import io.millrace.contract.flink.JarContract;
import io.millrace.contract.flink.JobContract;
import io.millrace.contract.flink.KinesisConsumerSettings;
import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

/**
 * Counts clicks: a record of the input is the name of a page, one of the output is {@code page,count} of a window. A click
 * belongs to the window in which it is read.
 */
public final class ClicksPerPage {
    static final String NAME = "clicks-per-page";
    static final String CLICKS = "clicks";
    static final String PAGE_COUNTS = "page-counts";

    static final Setting<Duration> WINDOW = Setting.of(ConfigOptions.key("window")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("Length of the windows."))
            .atLeast(Duration.ofMillis(1));

    /** What the jar declares. Synthesis and the start of the job check the application against it. */
    static final JarContract CONTRACT = JarContract.of(
            KinesisConsumerSettings.declaration(),
            JobContract.builder(NAME, "Counts the clicks on each page in every window")
                    .input(CLICKS, "the name of a page in each record")
                    .output(PAGE_COUNTS, "page,count for each page and window with clicks")
                    .setting(WINDOW)
                    .build());

    private ClicksPerPage() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        build(environment, CONTRACT.bind(ApplicationProperties.read()));
        environment.execute(NAME);
    }

    /** Connects source, topology and sink. Snapshots refer to their state by these uids: never change one. */
    static void build(StreamExecutionEnvironment environment, BoundJob job) {
        Settings clicks = job.port(CLICKS);
        Settings counts = job.port(PAGE_COUNTS);
        Duration window = job.settings().get(WINDOW);

        DataStream<String> pages = environment
                .addSource(
                        new FlinkKinesisConsumer<>(
                                clicks.get(KinesisConsumerSettings.STREAM_NAME),
                                new SimpleStringSchema(),
                                connector(clicks)),
                        CLICKS,
                        Types.STRING)
                .uid(CLICKS);
        pages.keyBy(String::trim)
                .process(new CountClicks(window))
                .name("count")
                .uid("count")
                .sinkTo(KinesisStreamsSink.<String>builder()
                        .setStreamName(counts.get(KinesisConsumerSettings.STREAM_NAME))
                        .setKinesisClientProperties(connector(counts))
                        .setSerializationSchema(new SimpleStringSchema())
                        .setPartitionKeyGenerator(line -> line.substring(0, line.lastIndexOf(',')))
                        .build())
                .name(PAGE_COUNTS)
                .uid(PAGE_COUNTS);
    }

    private static Properties connector(Settings port) {
        return port.withPrefixes(KinesisConsumerSettings.PASS_THROUGH);
    }
}
