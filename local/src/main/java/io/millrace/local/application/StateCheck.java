package io.millrace.local.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.files.Directories;
import io.millrace.local.flink.RootCause;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.StageException;
import io.millrace.local.runtime.FlinkRuntimes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the state of a snapshot that a job would lose. A process with Flink and the property groups runs the job's main
 * method up to {@code execute}, which also reveals a job that cannot start.
 */
final class StateCheck {
    private static final String MAIN = "io.millrace.cluster.StateCompatibility";

    private final ApplicationDirectory directory;
    private final FlinkRuntimes runtimes;
    private final StageEnvironment environment;

    /** @param directory a directory for temporary files */
    StateCheck(ApplicationDirectory directory, FlinkRuntimes runtimes, StageEnvironment environment) {
        this.directory = requireNonNull(directory, "directory is null");
        this.runtimes = requireNonNull(runtimes, "runtimes is null");
        this.environment = requireNonNull(environment, "environment is null");
    }

    /**
     * A sentence for each operator whose state would be lost; given a trial snapshot of the next application, also for each
     * state that is gone or has another type.
     *
     * @param taker the application that took the snapshot
     * @throws StageException when the next application's main method fails; the message has the root cause
     */
    List<String> losses(ApplicationPlan taker, Path snapshot, ApplicationPlan next, Optional<Path> trial) {
        Path operators = directory.path().resolve("operators");
        try {
            Directories.create(directory.path());
            Files.writeString(operators, "");
            List<String> losses = check(next, snapshot, operators, trial);
            if (losses.isEmpty()) {
                return losses;
            }
            // a snapshot has hashes of operators only; their names come from the job that took it
            Files.write(operators, run(taker, List.of("operators", taker.jar().toString())));
            return check(next, snapshot, operators, trial);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> check(ApplicationPlan next, Path snapshot, Path operators, Optional<Path> trial)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("check", next.jar().toString(), snapshot.toString(), operators.toString()));
        trial.ifPresent(path -> arguments.add(path.toString()));
        return run(next, arguments);
    }

    private List<String> run(ApplicationPlan plan, List<String> arguments) throws IOException {
        directory.prepare();
        LocalProperties.of(plan, environment.plan(), environment.addresses(), environment.secrets())
                .write(directory);
        JavaCommand command =
                FlinkProcess.command(plan, directory, runtimes.program(plan.runtime(), event -> {}), MAIN, arguments);
        // there are the job's property groups
        ProcessBuilder builder = new ProcessBuilder(command.shielded())
                .directory(directory.path().toAbsolutePath().toFile())
                .redirectError(directory.output().toFile());
        ChildProcess.shieldEnvironment(builder, FlinkProcess.environment(plan, environment));
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(lines::add);
            int exit = process.waitFor();
            // losses also end it with exit code 1; a failure prints nothing on standard output
            if (exit != 0 && lines.isEmpty()) {
                throw new StageException(RootCause.of(Files.readString(directory.output())));
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
