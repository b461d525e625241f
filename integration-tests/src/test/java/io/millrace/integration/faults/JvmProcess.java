package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server in its own JVM. It prints {@code READY <address>} when it is ready, answers each command on its standard input
 * with a line {@code DONE <what>}, and exits when its standard input closes.
 */
final class JvmProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 600;
    private static final String ENDED = "ENDED";

    private final String name;
    private final Process process;
    private final Path log;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private JvmProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::readOutput, name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM without the AWS variables of this environment, except those given.
     *
     * @param arguments the JVM's options, the main class and its arguments
     */
    static JvmProcess start(String name, List<String> arguments, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
        builder.environment().putAll(environment);
        try {
            return new JvmProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of a JVM that starts soon rather than runs fast, since it lives for seconds. */
    static List<String> command(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // four jobs, restarted several times, do not fit into the code cache that this level has by default
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m", "-XX:+UseSerialGC"));
        line.addAll(arguments);
        return line;
    }

    /** Waits until the server is ready, and returns its address. */
    URI awaitReady() {
        return URI.create(await("READY "));
    }

    /** Sends a command and returns the answer. */
    String command(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("%s does not take '%s', see %s".formatted(name, command, log), e);
        }
        return await("DONE ");
    }

    private String await(String prefix) {
        try {
            String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || !line.startsWith(prefix)) {
                throw new IllegalStateException(
                        "%s must print '%s', got '%s', see %s".formatted(name, prefix, line, log));
            }
            return line.substring(prefix.length());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s was asked".formatted(name), e);
        }
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(UTF_8);
                Writer copy = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.write(line + "\n");
                copy.flush();
                if (line.startsWith("READY ") || line.startsWith("DONE ")) {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            answers.add(e.toString());
        }
        answers.add(ENDED);
    }

    /** Kills the process at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks the process to exit, and kills it if it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
