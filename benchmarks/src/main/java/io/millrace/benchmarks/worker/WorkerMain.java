package io.millrace.benchmarks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.BenchmarkCluster;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Trial;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.profile.Profiler;
import io.millrace.benchmarks.suite.Benchmarks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Reads requests from standard input, one JSON object per line, and answers each with a line. Ends with its input. */
public final class WorkerMain {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WorkerMain() {}

    /**
     * Runs until standard input ends.
     *
     * @param args job, implementation and state backend
     */
    public static void main(String[] args) throws Exception {
        Benchmark benchmark = Benchmarks.of(args[0]);
        Implementation implementation = Implementation.valueOf(args[1]);
        Path directory = Files.createTempDirectory("millrace-bench-");
        try (BenchmarkCluster cluster = BenchmarkCluster.start(Backend.valueOf(args[2]), directory)) {
            serve(cluster, benchmark, implementation);
        } finally {
            delete(directory);
        }
        System.exit(0);
    }

    private static void serve(BenchmarkCluster cluster, Benchmark benchmark, Implementation implementation)
            throws Exception {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            MeasurementResult answer =
                    answer(cluster, benchmark, implementation, JSON.readValue(line, MeasurementRequest.class));
            // gives memory back while other workers measure
            System.gc();
            System.out.println(JSON.writeValueAsString(answer));
        }
    }

    private static MeasurementResult answer(
            BenchmarkCluster cluster, Benchmark benchmark, Implementation implementation, MeasurementRequest request)
            throws Exception {
        try (Trial trial =
                Trial.begin(cluster, benchmark, implementation, request.scenario(), request.checkpointMillis())) {
            return switch (request.wanted()) {
                case WARM_UP -> new MeasurementResult(trial.warmUp(), null, null);
                case SPEED -> new MeasurementResult(trial.measure(request.requireTiming()), null, null);
                case SPEED_AND_STATE -> {
                    RunMetrics measurement = trial.measure(request.requireTiming());
                    yield new MeasurementResult(measurement, trial.stateBytes(), null);
                }
                case SPEED_AND_PROFILE -> profile(trial, request);
            };
        }
    }

    private static MeasurementResult profile(Trial trial, MeasurementRequest request) throws Exception {
        try (Profiler profiler = new Profiler()) {
            RunMetrics measurement = trial.measure(request.requireTiming());
            return new MeasurementResult(measurement, null, profiler.stop());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
