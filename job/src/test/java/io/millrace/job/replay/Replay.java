package io.millrace.job.replay;

import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * One run of a job's whole topology on a Flink cluster, over streams that end: with a chosen parallelism and
 * interleaving, and with a failure on request. The lines of its results must not depend on any of them.
 */
public final class Replay {
    private static final Map<String, Collection<String>> COLLECTED = new ConcurrentHashMap<>();

    private final Map<String, List<ShardLog>> inputs;
    private final Topology topology;
    private int parallelism = 1;
    private long seed;
    private String failing = "";
    private int failAfter;

    /** Connects a job to its inputs, and its outputs to lines of text. */
    public interface Topology {
        /**
         * Builds the job.
         *
         * @param source the records of an input, by its name
         * @return one stream per output; see {@link Replay#lines}
         */
        List<DataStream<String>> connect(Function<String, DataStream<SourceRecord>> source);
    }

    /** How an element is written as a line. */
    public interface Line<T> extends Serializable {
        String of(T element);
    }

    /** @param inputs the shards of each input's stream, by the input's name */
    public Replay(Map<String, List<ShardLog>> inputs, Topology topology) {
        this.inputs = Map.copyOf(inputs);
        this.topology = topology;
    }

    public Replay parallelism(int subtasks) {
        this.parallelism = subtasks;
        return this;
    }

    /** Decides how the shards interleave. */
    public Replay seed(long interleaving) {
        this.seed = interleaving;
        return this;
    }

    /** Fails the input's source once, after a checkpoint that comes after this many records of a subtask. */
    public Replay failAfter(String input, int records) {
        this.failing = input;
        this.failAfter = records;
        return this;
    }

    /** Every distinct line: if a result and its repetition differ, there is one line too many. */
    public TreeSet<String> results() throws Exception {
        String run = UUID.randomUUID().toString();
        COLLECTED.put(run, new ConcurrentLinkedQueue<>());
        StreamExecutionEnvironment environment = SharedCluster.environment(parallelism, configuration());
        environment.getConfig().enableObjectReuse();
        for (DataStream<String> lines : topology.connect(input -> source(environment, input, run))) {
            lines.map(new Collect(run)).sinkTo(new DiscardingSink<>());
        }
        environment.execute();
        if (failAfter > 0 && !ShardLogSource.hasFailed(run)) {
            throw new AssertionError("the run did not fail");
        }
        return new TreeSet<>(COLLECTED.remove(run));
    }

    /** The stream's elements as lines. */
    public static <T> DataStream<String> lines(DataStream<T> elements, Line<T> line) {
        return elements.map(line::of).returns(Types.STRING);
    }

    /** The rejected records as lines: which, and why. */
    public static DataStream<String> rejections(DataStream<RejectedRecord> rejected) {
        return lines(rejected, record -> rejection(record.rejection.name(), record.source));
    }

    /** The line that {@link #rejections} makes of a rejected record. */
    public static String rejection(String code, SourceRecord record) {
        return "rejected " + record.stream + "/" + record.shard + "/" + record.sequenceNumber + ": " + code;
    }

    private DataStream<SourceRecord> source(StreamExecutionEnvironment environment, String input, String run) {
        return new ShardLogSource(
                        inputs.getOrDefault(input, List.of()),
                        run,
                        seed,
                        input.equals(failing) ? failAfter : 0,
                        failAfter > 0)
                .stream(environment, input);
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false); // no Kryo anywhere
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(20));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return configuration;
    }

    private static final class Collect implements MapFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private final String run;

        private Collect(String run) {
            this.run = run;
        }

        @Override
        public String map(String line) {
            COLLECTED.get(run).add(line);
            return line;
        }
    }
}
