package io.millrace.benchmarks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.SourceProgress;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.BenchmarkCluster;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Comparison;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.pipeline.RecordedOutput;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.suite.Benchmarks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The implementations must have the same output, or they would not do the same work. */
class SameResultsTest {
    /** Every rival of every job, with every kind of traffic that applies to the job. */
    static final List<Arguments> RIVALS = Benchmarks.all().stream()
            .flatMap(benchmark -> benchmark.traffics().stream()
                    .sorted()
                    .flatMap(traffic -> benchmark.rivals().keySet().stream()
                            .sorted()
                            .map(rival -> arguments(benchmark.job().contract().name(), traffic, rival))))
            .toList();

    /** Every ablation of every job. */
    static final List<Arguments> ABLATED = Benchmarks.all().stream()
            .flatMap(benchmark -> benchmark.implementations().stream()
                    .filter(implementation -> implementation.ablation().isPresent())
                    .map(ablated -> arguments(benchmark.job().contract().name(), ablated)))
            .toList();

    /** Enough for a booking's records to be milliseconds apart: the textbook does not order those of the same one. */
    private static final int KEYS = 1_000;

    private static final Map<Input, List<String>> OWN = new HashMap<>();

    @TempDir
    private static Path directory;

    private static final Map<Backend, BenchmarkCluster> CLUSTERS = new EnumMap<>(Backend.class);

    @BeforeAll
    static void startClusters() throws Exception {
        for (Backend backend : Backend.values()) {
            CLUSTERS.put(backend, BenchmarkCluster.start(backend, directory.resolve(backend.name())));
        }
    }

    @AfterAll
    static void stopClusters() {
        CLUSTERS.values().forEach(BenchmarkCluster::close);
    }

    private static BenchmarkCluster cluster(Backend backend) {
        return requireNonNull(CLUSTERS.get(backend), "every state backend has a cluster");
    }

    @ParameterizedTest
    @FieldSource("RIVALS")
    void rivalHasTheSameOutput(String job, Traffic traffic, Implementation rival) throws Exception {
        boolean usual = traffic == Traffic.USUAL;
        // with one hot key, one subtask does all the work
        Input input = new Input(job, traffic, KEYS, Benchmarks.of(job).comparedEvents(), usual ? 2 : 1);
        // a textbook does the same on both state backends, and its flink-cep takes a minute on RocksDB
        Backend backend = usual && rival != Implementation.TEXTBOOK ? Backend.ROCKSDB : Backend.HASHMAP;

        assertThat(records(input, rival, backend)).containsExactlyInAnyOrderElementsOf(own(input));
    }

    /** Their operators are the job's own, which other tests compare with more records. */
    @ParameterizedTest
    @FieldSource("ABLATED")
    void ablatedJobHasTheSameOutput(String job, Implementation ablated) throws Exception {
        Input input =
                new Input(job, Traffic.USUAL, KEYS / 10, Benchmarks.of(job).comparedEvents() / 10, 1);

        assertThat(records(input, ablated, Backend.HASHMAP)).containsExactlyInAnyOrderElementsOf(own(input));
    }

    /** What a pipeline reads, and the number of its subtasks. */
    private record Input(String job, Traffic traffic, int keys, long events, int parallelism) {}

    /** The job's output: once for all that are compared with it. */
    private static List<String> own(Input input) throws Exception {
        List<String> known = OWN.get(input);
        if (known != null) {
            return known;
        }
        List<String> records = records(input, Implementation.JOB, Backend.HASHMAP);
        OWN.put(input, records);
        return records;
    }

    private static List<String> records(Input input, Implementation implementation, Backend backend) throws Exception {
        Benchmark benchmark = Benchmarks.of(input.job);
        String run = UUID.randomUUID().toString();
        RecordedOutput recorded = RecordedOutput.open(run);
        SourceProgress progress = SourceProgress.start(run);
        try {
            Pipeline pipeline = benchmark.pipeline(implementation);
            Map<String, Feed> feeds = benchmark.feeds(input.keys, input.traffic);
            StreamExecutionEnvironment environment =
                    cluster(backend).environment(input.parallelism, Timing.CHECKPOINT_MILLIS, pipeline.options());
            // event time advances only at the end of the input: how the streams wait for each other does not matter
            environment.getConfig().setAutoWatermarkInterval(Duration.ofHours(1).toMillis());
            pipeline.build(new Ports(environment, run, feeds, input.events / feeds.size() / input.parallelism));
            JobID job = cluster(backend).submit(environment);
            cluster(backend).begin(job, progress, feeds.size() * input.parallelism);
            cluster(backend).await(job);
            List<String> compared = new ArrayList<>();
            for (Comparison comparison : benchmark.comparisons()) {
                List<String> records = recorded.records(comparison.output());
                assertThat(records).as(comparison.output()).isNotEmpty();
                records.stream()
                        .map(record -> comparison.output() + " " + comparison.of(record))
                        .sorted()
                        .forEach(compared::add);
            }
            return compared;
        } finally {
            RecordedOutput.close(run);
            SourceProgress.forget(run);
        }
    }
}
