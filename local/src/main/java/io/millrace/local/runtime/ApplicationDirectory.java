package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An application's directory; the package's documentation says what lies in it. */
record ApplicationDirectory(Path path) {
    private static final String METADATA = "_metadata";

    ApplicationDirectory {
        requireNonNull(path, "path is null");
    }

    /** Makes it ready for a start: what a former run needed only while it ran is gone. */
    void prepare() {
        Directories.delete(path.resolve("upload"));
        Directories.delete(path.resolve("tmp"));
        for (Path directory : List.of(classPath(), checkpoints(), savepoints(), upload(), temporary())) {
            Directories.create(directory);
        }
    }

    Path classPath() {
        return path.resolve("class-path");
    }

    Path checkpoints() {
        return path.resolve("checkpoints");
    }

    Path savepoints() {
        return path.resolve("savepoints");
    }

    Path upload() {
        return path.resolve("upload");
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    Path flinkProperties() {
        return path.resolve("flink.properties");
    }

    Path propertyGroups() {
        return path.resolve("application_properties.json");
    }

    /** The stage's, so that applications share them. */
    LocalSecrets secrets() {
        return new LocalSecrets(path.resolve("../../secrets").normalize());
    }

    Path log() {
        return path.resolve("flink.log");
    }

    Path output() {
        return path.resolve("process.log");
    }

    PortFile port() {
        return new PortFile(path.resolve("port"));
    }

    /**
     * The newest state there is: a checkpoint of any run, or a savepoint. Flink writes the file that completes one
     * last, and in one step.
     */
    Optional<Path> newestState(boolean savepointsToo) {
        Stream<Path> checkpoints = children(checkpoints()).flatMap(job -> children(job));
        Stream<Path> savepoints = savepointsToo ? children(savepoints()) : Stream.empty();
        return Stream.concat(checkpoints, savepoints)
                .filter(state -> Files.exists(state.resolve(METADATA)))
                .max(Comparator.comparing(ApplicationDirectory::completed));
    }

    /** Deletes the checkpoints of all runs but one, and all savepoints but the newest. */
    void keepOnly(String jobId) {
        children(checkpoints())
                .filter(job -> !job.getFileName().toString().equals(jobId))
                .forEach(Directories::delete);
        Comparator<Path> newestFirst =
                Comparator.comparing(ApplicationDirectory::completed).reversed();
        children(savepoints())
                .filter(savepoint -> Files.exists(savepoint.resolve(METADATA)))
                .sorted(newestFirst)
                .skip(1)
                .forEach(Directories::delete);
    }

    /** Forgets every checkpoint, as the service does when an application is stopped. */
    void deleteCheckpoints() {
        Directories.delete(checkpoints());
    }

    private static FileTime completed(Path state) {
        try {
            return Files.getLastModifiedTime(state.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
