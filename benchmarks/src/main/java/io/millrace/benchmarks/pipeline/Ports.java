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

/** A run's inputs, which are generated, and its outputs, which are serialized and dropped. */
public final class Ports {
    private final StreamExecutionEnvironment environment;
    private final String run;
    private final Map<String, Feed> feeds;
    private final long events;

    /**
     * The ports of one run.
     *
     * @param run id of the run of {@code SourceProgress}
     * @param feeds the feed of each input, by its name
     * @param events number of events of a shard
     */
    public Ports(StreamExecutionEnvironment environment, String run, Map<String, Feed> feeds, long events) {
        this.environment = environment;
        this.run = run;
        this.feeds = Map.copyOf(feeds);
        this.events = events;
    }

    public StreamExecutionEnvironment environment() {
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

    /** Serializes the elements of an output as records. */
    public <T> void sink(String output, DataStream<T> elements, SerializationSchema<T> serializer) {
        elements.flatMap(new SerializeRecords<>(run, output, serializer))
                .returns(byte[].class)
                .name(output)
                .uid(output)
                .sinkTo(new DiscardingSink<>())
                .uid(output + "-end");
    }
}
