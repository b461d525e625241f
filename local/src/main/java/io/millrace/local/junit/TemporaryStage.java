package io.millrace.local.junit;

import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A stage in a temporary directory, which is deleted with it. */
final class TemporaryStage implements AutoCloseable {
    private static final int LAST_LINES = 20;

    private final Path directory;
    private final List<String> events;
    private final LocalStage stage;

    private TemporaryStage(Path directory, List<String> events, LocalStage stage) {
        this.directory = directory;
        this.events = events;
        this.stage = stage;
    }

    /**
     * Starts a stage, and returns once every application runs.
     *
     * @throws StageException when one does not; the end of each log is in a suppressed exception
     */
    static TemporaryStage start(LocalStage.Builder builder) {
        Path directory = create();
        List<String> events = new CopyOnWriteArrayList<>();
        try {
            LocalStage started =
                    builder.stateDirectory(directory).events(events::add).start();
            return new TemporaryStage(directory, events, started);
        } catch (RuntimeException e) {
            e.addSuppressed(new StageReport(logs(directory)));
            Directories.delete(directory);
            throw e;
        }
    }

    private static Path create() {
        try {
            return Files.createTempDirectory(
                    "millrace-stage-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalStage stage() {
        return stage;
    }

    /** The status of the applications, the events of the stage, and the last lines of every log. */
    String report() {
        StringBuilder report = new StringBuilder();
        stage.applications()
                .forEach(application -> report.append(describe(application)).append('\n'));
        events.forEach(event -> report.append("  ").append(event).append('\n'));
        return report + logs(directory);
    }

    private static String describe(ApplicationStatus application) {
        return "%s is %s for %d s, restarts: %d, checkpoints: %d%s"
                .formatted(
                        application.name(),
                        application.status(),
                        application.uptime().toSeconds(),
                        application.restarts(),
                        application.checkpoints(),
                        application.failure().map("%n%s"::formatted).orElse(""));
    }

    static String logs(Path directory) {
        StringBuilder report = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path log : files.filter(file -> isLog(directory.relativize(file)))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(log);
                if (!lines.isEmpty()) {
                    report.append(directory.relativize(log)).append(":\n");
                    lines.stream()
                            .skip(Math.max(0, lines.size() - LAST_LINES))
                            .forEach(line -> report.append("  ").append(line).append('\n'));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            report.append("the logs cannot be read: ").append(e);
        }
        return report.toString();
    }

    /** Whether a file is a log of a process, and not one of the binary files in which a server keeps its records. */
    private static boolean isLog(Path file) {
        return file.toString().endsWith(".log")
                && (file.getNameCount() == 2 || file.getName(1).endsWith("applications"));
    }

    @Override
    public void close() {
        stage.discard();
        Directories.delete(directory);
    }
}
