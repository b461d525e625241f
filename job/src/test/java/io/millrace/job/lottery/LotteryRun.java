package io.millrace.job.lottery;

import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** One run of the whole topology on a Flink cluster in this JVM, over streams that end. */
final class LotteryRun {
    private static final Map<String, Collection<String>> COLLECTED = new ConcurrentHashMap<>();

    private final List<ShardLog> lotteryShards;
    private final List<ShardLog> userShards;
    private int parallelism = 1;
    private long seed;
    private int failAfter;

    LotteryRun(List<ShardLog> lotteryShards, List<ShardLog> userShards) {
        this.lotteryShards = lotteryShards;
        this.userShards = userShards;
    }

    LotteryRun parallelism(int subtasks) {
        this.parallelism = subtasks;
        return this;
    }

    /** Decides how the shards interleave. */
    LotteryRun seed(long chance) {
        this.seed = chance;
        return this;
    }

    /** Fails the users' source once, after a checkpoint that comes after this many records of a shard. */
    LotteryRun failAfter(int records) {
        this.failAfter = records;
        return this;
    }

    /** Every distinct result, as {@link ReferenceLottery} words them: a contradiction would be one line too many. */
    TreeSet<String> results() throws Exception {
        String run = UUID.randomUUID().toString();
        COLLECTED.put(run, new ConcurrentLinkedQueue<>());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration());
        environment.getConfig().enableObjectReuse();
        LotteryTopology.Outputs outputs = new LotteryTopology(Specimen.SETTINGS)
                .connect(
                        source(
                                environment,
                                "lottery-events",
                                new ShardLogSource(lotteryShards, run, seed, 0, failAfter > 0)),
                        source(
                                environment,
                                "user-events",
                                new ShardLogSource(userShards, run, seed, failAfter, failAfter > 0)));
        collect(outputs.draws().map(new DrawLine(run)), "draws");
        collect(outputs.rejected().map(new RejectedLine(run)), "rejected");
        environment.execute();
        if (failAfter > 0 && !ShardLogSource.hasFailed(run)) {
            throw new AssertionError("the run did not fail");
        }
        return new TreeSet<>(COLLECTED.remove(run));
    }

    @SuppressWarnings("deprecation")
    private static DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String name, ShardLogSource source) {
        return environment
                .addSource(source, name, TypeInformation.of(SourceRecord.class))
                .uid(name);
    }

    private static void collect(DataStream<String> lines, String name) {
        lines.sinkTo(new DiscardingSink<>()).name(name);
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

    private static final class DrawLine implements MapFunction<Draw, String> {
        private static final long serialVersionUID = 1L;
        private final String run;

        private DrawLine(String run) {
            this.run = run;
        }

        @Override
        public String map(Draw draw) {
            String line = ReferenceLottery.line(draw);
            COLLECTED.get(run).add(line);
            return line;
        }
    }

    private static final class RejectedLine implements MapFunction<RejectedRecord, String> {
        private static final long serialVersionUID = 1L;
        private final String run;

        private RejectedLine(String run) {
            this.run = run;
        }

        @Override
        public String map(RejectedRecord rejected) {
            String line = ReferenceLottery.line(rejected.rejection.name(), rejected.source);
            COLLECTED.get(run).add(line);
            return line;
        }
    }
}
