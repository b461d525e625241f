package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.integration.JobRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks {@code StateCompatibility} about today's jar, in a process as a pipeline would start it. */
final class CompatibilityCheck {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final JobRuntime runtime;
    private final Path directory;
    private final Deployment deployment;

    /** @param directory an empty one, to work in */
    CompatibilityCheck(JobRuntime runtime, Path directory, Deployment deployment) {
        this.runtime = runtime;
        this.directory = directory;
        this.deployment = deployment;
    }

    /** Today's operators of the deployment's job, a line each. */
    List<String> operators() throws IOException, InterruptedException {
        return run("operators", runtime.jar().toString());
    }

    /** What the job would lose of a savepoint. */
    List<String> losses(Path savepoint, Path operators) throws IOException, InterruptedException {
        return run("check", runtime.jar().toString(), savepoint.toString(), operators.toString());
    }

    /** What it would lose, when this is a savepoint of the job that began from nothing. */
    List<String> losses(Path savepoint, Path operators, Path trial) throws IOException, InterruptedException {
        return run("check", runtime.jar().toString(), savepoint.toString(), operators.toString(), trial.toString());
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        deployment.writePropertyGroups(
                runtime, ClusterProcess.propertyGroups(Files.createDirectories(directory)), NOWHERE);
        List<String> arguments = new ArrayList<>(ClusterProcess.jvmOptions(runtime, directory));
        arguments.add("io.millrace.cluster.StateCompatibility");
        arguments.addAll(List.of(command));
        List<String> line = JvmProcess.command(arguments);
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = process.inputReader(UTF_8).lines().toList();
        int exit = process.waitFor();
        boolean losses = command[0].equals("check") && !said.isEmpty();
        if (exit != (losses ? 1 : 0)) {
            throw new IllegalStateException("%s ended with %d: %s".formatted(line, exit, said));
        }
        return said;
    }
}
