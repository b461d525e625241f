package io.millrace.local.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.OwnClassArchive;
import io.millrace.local.process.Polling;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.LocalStage;
import io.millrace.local.stage.StageDirectory;
import io.millrace.local.stage.StageStatusFile.Phase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a stage in a process that outlives this one, and prints its output until the stage is running. */
final class DetachedStart {
    private static final Duration CONSOLE = Duration.ofSeconds(30);

    private final LocalStage stage;
    private final List<String> planning;
    private final OwnClassArchive classes;
    private final PrintWriter out;
    /** The number of bytes of the log that are printed. */
    private long shown;

    /** @param planning the options of the start, beside its stage and the backend of its streams */
    DetachedStart(LocalStage stage, List<String> planning, OwnClassArchive classes, PrintWriter out) {
        this.stage = stage;
        this.planning = List.copyOf(planning);
        this.classes = classes;
        this.out = out;
    }

    void run(Path assembly, Path state) {
        StageDirectory directory = stage.directory();
        try (FileChannel lock = directory
                .lockStart()
                .orElseThrow(() -> new StageException("stage %s is already being started by another 'up --detach'"
                        .formatted(stage.plan().stage())))) {
            run(assembly, state, directory, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lock held until the stage runs */
    private void run(Path assembly, Path state, StageDirectory directory, FileChannel lock) {
        requireNonNull(lock, "lock is null");
        directory.running().ifPresent(running -> {
            throw new StageException("stage %s is already running (process %d); 'down' stops it"
                    .formatted(running.name(), running.processId()));
        });
        Process process = start(command(assembly, state), directory);
        Thread interrupted = new Thread(process::destroy, "stop");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean running = awaitRunning(process, directory);
        if (!running) {
            throw new StageException(
                    "stage %s did not start; see %s".formatted(stage.plan().stage(), directory.supervisorLog()));
        }
        // the process opens the page next; without it, the stage runs all the same
        Optional<URI> console =
                Polling.REAL.until(CONSOLE, () -> directory.console().served());
        show(directory.supervisorLog());
        if (console.isEmpty()) {
            out.println("the console did not open; see " + directory.supervisorLog());
        }
        Runtime.getRuntime().removeShutdownHook(interrupted);
    }

    /** The command line of the process that outlives this one. */
    JavaCommand command(Path assembly, Path state) {
        List<String> options = new ArrayList<>(classes.options());
        // without memory it would go on without watching its processes; they end with it
        options.addAll(
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Optional.ofNullable(System.getProperty("millrace.home"))
                .ifPresent(
                        home -> options.add("-Dmillrace.home=" + Path.of(home).toAbsolutePath()));
        List<String> arguments = new ArrayList<>(List.of(
                "local",
                "up",
                "--app",
                assembly.toAbsolutePath().toString(),
                "--state",
                state.toAbsolutePath().toString(),
                "--stage",
                stage.plan().stage(),
                "--streams",
                stage.plan().backend().toString()));
        arguments.addAll(planning);
        return new JavaCommand(options, System.getProperty("java.class.path"), Main.class.getName(), arguments);
    }

    private static Process start(JavaCommand command, StageDirectory directory) {
        try {
            Files.createDirectories(directory.path());
            createLog(directory.supervisorLog());
            return new ProcessBuilder(command.detached())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.supervisorLog().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It has the address of the page, which lets its reader in. */
    private static void createLog(Path log) throws IOException {
        Files.deleteIfExists(log);
        Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private boolean awaitRunning(Process process, StageDirectory directory) {
        try {
            while (true) {
                boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
                boolean running = directory
                        .lastRecord()
                        .filter(record -> record.supervisor().pid() == process.pid())
                        .filter(record -> record.phase() == Phase.RUNNING)
                        .isPresent();
                show(directory.supervisorLog());
                if (ended || running) {
                    return !ended;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Prints what was appended to a file. */
    private void show(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            shown = Math.min(shown, file.length()); // somebody may have cut it
            file.seek(shown);
            byte[] news = new byte[(int) (file.length() - shown)];
            file.readFully(news);
            out.print(new String(news, StandardCharsets.UTF_8));
            out.flush();
            shown += news.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
