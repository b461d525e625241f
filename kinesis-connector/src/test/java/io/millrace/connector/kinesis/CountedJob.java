package io.millrace.connector.kinesis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.jspecify.annotations.Nullable;

/** Counts each distinct text in Flink's state: a text that was lost has no count, and one that was repeated has 2. */
final class CountedJob {
    private static final ConcurrentHashMap<String, Queue<String>> COUNTS = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<String, String> FAILING = new ConcurrentHashMap<>();

    private CountedJob() {}

    /** Counts texts, and fails once at the text that is named. */
    private static final class Count extends RichMapFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private final String name;
        private transient ValueState<Long> count;

        Count(String name) {
            this.name = name;
        }

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public String map(String text) throws Exception {
            if (text.equals(FAILING.get(name)) && FAILING.remove(name) != null) {
                throw new IllegalStateException("fails as the test wants it, at " + text);
            }
            long next = (count.value() == null ? 0 : count.value()) + 1;
            count.update(next);
            COUNTS.computeIfAbsent(name, none -> new ConcurrentLinkedQueue<>()).add(text + "=" + next);
            return text;
        }
    }

    static JobClient start(
            MiniCluster cluster, String name, KinesisSource<String> source, int parallelism, @Nullable Path savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1000);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        if (savepoint != null) {
            configuration.set(
                    StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        StreamExecutionEnvironment environment =
                new TestStreamEnvironment(cluster, configuration, parallelism, List.of(), List.of());
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "source")
                .uid("source")
                .keyBy(text -> text)
                .map(new Count(name))
                .uid("count")
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync(name);
    }

    /** Fails the job once, when it gets this text. */
    static void failAt(String name, String text) {
        FAILING.put(name, text);
    }

    static boolean hasFailed(String name) {
        return !FAILING.containsKey(name);
    }

    /** The last count of each text. */
    static Map<String, Long> counts(String name) {
        return COUNTS.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream()
                .collect(Collectors.toMap(
                        note -> note.substring(0, note.lastIndexOf('=')),
                        note -> Long.parseLong(note.substring(note.lastIndexOf('=') + 1)),
                        (earlier, later) -> later));
    }

    static Path stop(JobClient job, Path directory) throws ExecutionException, InterruptedException {
        CompletableFuture<String> savepoint =
                job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL);
        return Path.of(java.net.URI.create(savepoint.get()));
    }

    /** Texts with a few keys, each in ascending order: {@code key:number}. */
    static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "k" + i % 13 + ":" + i).toList();
    }
}
