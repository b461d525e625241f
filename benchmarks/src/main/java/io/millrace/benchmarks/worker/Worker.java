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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child process that measures one contender on one state backend, and idles in between. */
public final class Worker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Flink needs to be opened on Java 17, and the heap of a KPU. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx3g",
            "-XX:+UseG1GC",
            // a compiler thread that ends takes what it has cost with it
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED");

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a child. */
    public static Worker start(String job, Implementation contender, Backend backend) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
        command.addAll(List.of(job, contender.name(), backend.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(process);
    }

    public MeasurementResult measure(Scenario scenario, Timing effort) throws IOException {
        return obey(new MeasurementRequest(scenario, effort, MeasurementRequest.Wanted.SPEED));
    }

    /** Measures, and looks at the size of the state after that. */
    public MeasurementResult measureWithState(Scenario scenario, Timing effort) throws IOException {
        return obey(new MeasurementRequest(scenario, effort, MeasurementRequest.Wanted.SPEED_AND_STATE));
    }

    private MeasurementResult obey(MeasurementRequest order) throws IOException {
        orders.write(JSON.writeValueAsString(order));
        orders.newLine();
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("a worker died while it measured; what it said is above");
        }
        return JSON.readValue(answer, MeasurementResult.class);
    }

    /** Ends the child. */
    @Override
    public void close() {
        try {
            orders.close();
            process.onExit().join();
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
    }
}
