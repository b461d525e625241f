package io.millrace.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.LoadSource;
import io.millrace.job.record.SourceRecord;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A run's inputs, which come from memory, and its outputs, which are made into bytes and go nowhere. */
public final class Ports {
    private final StreamExecutionEnvironment environment;
    private final String run;
    private final Map<String, Feed> feeds;
    private final long events;

    /**
     * The ports of one run.
     *
     * @param run id of the run that {@code SourceProgress} follows
     * @param feeds input's name to what it holds
     * @param events after how many events a shard ends
     */
    public Ports(StreamExecutionEnvironment environment, String run, Map<String, Feed> feeds, long events) {
        this.environment = environment;
        this.run = run;
        this.feeds = Map.copyOf(feeds);
        this.events = events;
    }

    StreamExecutionEnvironment environment() {
        return environment;
    }

    /** The same inputs and outputs, in another environment. */
    Ports in(StreamExecutionEnvironment other) {
        return new Ports(other, run, feeds, events);
    }

    @SuppressWarnings("deprecation")
    public DataStream<SourceRecord> source(String input) {
        Feed feed = requireNonNull(feeds.get(input), () -> "no feed for input '" + input + "'");
        return environment
                .addSource(new LoadSource(input, feed, run, events), input, TypeInformation.of(SourceRecord.class))
                .uid(input);
    }

    /** Elements of an output, which are made into its records' bytes. */
    public <T> void sink(String output, DataStream<T> elements, SerializationSchema<T> format) {
        elements.flatMap(new SerializeRecords<>(run, output, format))
                .returns(byte[].class)
                .name(output)
                .uid(output)
                .sinkTo(new DiscardingSink<>())
                .uid(output + "-end");
    }
}
