package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.files.Directories;
import io.millrace.local.flink.RootCause;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a job would lose of a snapshot, before anything is stopped for it. It runs the job's main method up to where
 * it would be executed, in a process that has Flink and the property groups; so it also finds a job that cannot start.
 */
final class StateCheck {
    private static final String MAIN = "io.millrace.cluster.StateCompatibility";

    private final ApplicationDirectory directory;
    private final LocalHome home;
    private final StageSite site;

    /** @param directory where it may work */
    StateCheck(ApplicationDirectory directory, LocalHome home, StageSite site) {
        this.directory = requireNonNull(directory, "directory is null");
        this.home = requireNonNull(home, "home is null");
        this.site = requireNonNull(site, "site is null");
    }

    /**
     * A sentence for each operator whose state another plan would drop.
     *
     * @param taker what took the snapshot
     * @throws StageException when the other plan's main method fails, with its own message
     */
    List<String> losses(ApplicationPlan taker, Path snapshot, ApplicationPlan next) {
        Path operators = directory.path().resolve("operators");
        try {
            Directories.create(directory.path());
            Files.writeString(operators, "");
            List<String> losses = check(next, snapshot, operators);
            if (losses.isEmpty()) {
                return losses;
            }
            // a snapshot knows operators by hashes; whose they are, only the job that took it can say
            Files.write(operators, run(taker, "operators", taker.jar().toString()));
            return check(next, snapshot, operators);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> check(ApplicationPlan next, Path snapshot, Path operators) throws IOException {
        return run(next, "check", next.jar().toString(), snapshot.toString(), operators.toString());
    }

    private List<String> run(ApplicationPlan plan, String... arguments) throws IOException {
        directory.prepare();
        LocalProperties.of(plan, site.plan(), site.addresses(), site.secrets()).write(directory);
        JavaCommand command = new JavaCommand(
                FlinkProcess.options(plan, directory),
                directory.classPath() + File.pathSeparator + home.clusterClassPath(),
                MAIN,
                List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command.shielded())
                .redirectError(directory.output().toFile());
        ChildProcess.shieldEnvironment(builder, FlinkProcess.environment(plan, site.addresses()));
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(lines::add);
            int exit = process.waitFor();
            // a loss ends it with 1 as well as a failure, which says nothing on its standard output
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
