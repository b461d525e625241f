package io.millrace.local.cli;

import static java.util.stream.Collectors.joining;

import io.millrace.local.runtime.StageDirectory;
import io.millrace.local.runtime.StageException;
import io.millrace.local.runtime.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says which of the stages that run here a command means. */
final class StateOptions {
    @Option(names = "--stage", paramLabel = "NAME", description = "The stage; may be left out when only one runs.")
    private @Nullable String stage;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where stages keep their state (default: .millrace in Millrace's directory).")
    private @Nullable Path state;

    /** The state directory that was given, or else the one in Millrace's directory, or in the working directory. */
    static Path directory(@Nullable Path given) {
        return given != null
                ? given
                : Path.of(System.getProperty("millrace.home", "")).resolve(".millrace");
    }

    /**
     * The stage that runs.
     *
     * @throws StageException when none does, or several do and none is named
     */
    StageRecord running() {
        List<StageRecord> running = allRunning();
        if (running.size() == 1) {
            return running.get(0);
        }
        if (running.isEmpty()) {
            throw new StageException("%s running; 'millrace local up' starts one"
                    .formatted(stage == null ? "no stage is" : "stage '" + stage + "' is not"));
        }
        throw new StageException("several stages are running; name one with --stage: "
                + running.stream().map(StageRecord::stage).collect(joining(", ")));
    }

    /** Where a stage that runs keeps its state. */
    StageDirectory directory(StageRecord running) {
        return StageDirectory.of(directory(state), running.stage());
    }

    List<StageRecord> allRunning() {
        return directories().stream()
                .map(StageDirectory::running)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<StageDirectory> directories() {
        Path directory = directory(state);
        if (stage != null) {
            return List.of(StageDirectory.of(directory, stage));
        }
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> stages = Files.list(directory)) {
            return stages.filter(Files::isDirectory)
                    .sorted()
                    .map(StageDirectory::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
