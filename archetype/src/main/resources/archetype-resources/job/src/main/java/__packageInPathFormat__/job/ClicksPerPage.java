package ${package}.job;

import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.KinesisSink;
import io.millrace.connector.kinesis.KinesisSource;
import io.millrace.contract.flink.ApplicationProperties;
import io.millrace.contract.flink.BoundJob;
import io.millrace.contract.flink.JarContract;
import io.millrace.contract.flink.JobContract;
import io.millrace.contract.flink.KinesisSourceSettings;
import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counts clicks: a record of the input is the name of a page, one of the output is {@code page,count} of a window. A click
 * belongs to the window in which it is read. No record is refused: one that failed the job would fail it again after each
 * restart.
 */
public final class ClicksPerPage {
    static final String NAME = "clicks-per-page";
    static final String CLICKS = "clicks";
    static final String PAGE_COUNTS = "page-counts";

    /** Longer names are cut, so that each line fits into a record. */
    private static final int MAX_PAGE = 2_048;

    static final Setting<Duration> WINDOW = Setting.of(ConfigOptions.key("window")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("Length of the windows."))
            .atLeast(Duration.ofMillis(1));

    /** What the jar declares. Synthesis and the start of the job check the application against it. */
    static final JarContract CONTRACT = JarContract.of(
            KinesisSourceSettings.declaration(),
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
        DataStream<String> pages = environment
                .fromSource(source(job.port(CLICKS)), WatermarkStrategy.noWatermarks(), CLICKS)
                .uid(CLICKS);
        pages.keyBy(ClicksPerPage::page)
                .process(new CountClicks(job.settings().get(WINDOW)))
                .name("count")
                .uid("count")
                .sinkTo(sink(job.port(PAGE_COUNTS)))
                .name(PAGE_COUNTS)
                .uid(PAGE_COUNTS);
    }

    /** The page that a record names, which may be empty. */
    static String page(String click) {
        String page = click.trim();
        return page.substring(0, Math.min(page.length(), MAX_PAGE));
    }

    /** A hash of the page: a partition key must have 1 to 256 characters. */
    static String partitionKey(String line) {
        return Integer.toHexString(line.substring(0, line.lastIndexOf(',')).hashCode());
    }

    private static KinesisSource<String> source(Settings port) {
        Properties properties = port.withPrefixes(KinesisSourceSettings.PASS_THROUGH);
        // the default that the jar declares; the connector's own is LATEST
        properties.setProperty(
                KinesisSourceSettings.INITIAL_POSITION.key(), port.get(KinesisSourceSettings.INITIAL_POSITION));
        return KinesisSource.<String>builder()
                .streamArn(port.get(KinesisSourceSettings.STREAM_ARN))
                .properties(properties)
                .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()))
                .build();
    }

    private static KinesisSink<String> sink(Settings port) {
        return KinesisSink.<String>builder()
                .streamArn(port.get(KinesisSourceSettings.STREAM_ARN))
                .properties(port.withPrefixes(KinesisSourceSettings.PASS_THROUGH))
                .serializationSchema(new SimpleStringSchema())
                .partitionKeyGenerator(ClicksPerPage::partitionKey)
                .build();
    }
}
