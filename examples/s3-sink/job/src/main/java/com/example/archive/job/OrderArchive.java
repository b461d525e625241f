package com.example.archive.job;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

/** Writes each record of a stream as a line of a file. It declares nothing: its property groups are its own. */
public final class OrderArchive {
    private OrderArchive() {}

    public static void main(String[] args) throws Exception {
        Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
        Properties input = groups.get("InputStream0");
        Properties files = groups.get("Files");
        Properties consumer = new Properties();
        consumer.setProperty("aws.region", input.getProperty("aws.region"));
        consumer.setProperty("flink.stream.initpos", input.getProperty("flink.stream.initpos"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .addSource(new FlinkKinesisConsumer<>(
                        input.getProperty("stream.name"), new SimpleStringSchema(), consumer))
                .uid("input")
                .sinkTo(FileSink.forRowFormat(
                                new Path(files.getProperty("path")), new SimpleStringEncoder<String>("UTF-8"))
                        .withRollingPolicy(DefaultRollingPolicy.builder()
                                .withRolloverInterval(Duration.parse(files.getProperty("rollover")))
                                .withMaxPartSize(MemorySize.parse(files.getProperty("part.size")))
                                .build())
                        .build())
                .uid("files");
        environment.execute("order-archive");
    }
}
