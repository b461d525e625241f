package io.millrace.benchmarks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.pipeline.Implementation;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child process that measures one implementation on one state backend, and is idle in between. */
public final class Worker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The heap is that of a KPU. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx3g",
            "-XX:+UseG1GC",
            // the processor time of a compiler thread that ends would be lost
            "-XX:-UseDynamicNumberOfCompilerThreads",
            // a profile would name the nearest place with debugging information, often another method
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a worker that opens the same packages as this process, which Flink needs. */
    public static Worker start(String job, Implementation implementation, Backend backend) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        command.addAll(List.of(job, implementation.name(), backend.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(process);
    }

    /** The options of a worker's JVM that have an effect on its speed. */
    public static List<String> jvmOptions() {
        return OPTIONS;
    }

    /** Runs the pipeline until its processor time per event is steady, for half a minute at most. Returns the last sample. */
    public MeasurementResult warmUp(Scenario scenario) throws IOException {
        return send(new MeasurementRequest(scenario, null, MeasurementRequest.Wanted.WARM_UP));
    }

    public MeasurementResult measure(Scenario scenario, Timing timing) throws IOException {
        return send(new MeasurementRequest(scenario, timing, MeasurementRequest.Wanted.SPEED));
    }

    /** Measures, and then determines the size of the state. */
    public MeasurementResult measureWithState(Scenario scenario, Timing timing) throws IOException {
        return send(new MeasurementRequest(scenario, timing, MeasurementRequest.Wanted.SPEED_AND_STATE));
    }

    /** Measures, and samples the threads meanwhile. */
    public MeasurementResult profile(Scenario scenario, Timing timing) throws IOException {
        return send(new MeasurementRequest(scenario, timing, MeasurementRequest.Wanted.SPEED_AND_PROFILE));
    }

    private MeasurementResult send(MeasurementRequest request) throws IOException {
        requests.write(JSON.writeValueAsString(request));
        requests.newLine();
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a worker ended during a measurement; its output is above");
        }
        return JSON.readValue(answer, MeasurementResult.class);
    }

    /** Ends the worker. */
    @Override
    public void close() {
        try {
            requests.close();
            process.onExit().join();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
    }
}
