package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.process.PortFile;
import io.millrace.local.versions.VersionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An application's directory; the documentation of the package {@code stage} lists its files. */
public record ApplicationDirectory(Path path) {
    public ApplicationDirectory {
        requireNonNull(path, "path is null");
    }

    /** Prepares a start: deletes the temporary files of the former run. */
    void prepare() {
        Directories.delete(path.resolve("upload"));
        Directories.delete(path.resolve("tmp"));
        List.of(codeSettings(), operators(), stateSizes()).forEach(Directories::delete);
        for (Path directory : List.of(upload(), temporary())) {
            Directories.create(directory);
        }
    }

    /** The snapshots that users have taken, by name; they stay until a user deletes them. */
    public Path snapshots() {
        return path.resolve("snapshots");
    }

    public VersionStore versions() {
        return new VersionStore(path);
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

    /** Where the service's runtime library looks for them in the process, which runs in this directory. */
    Path propertyGroups() {
        return path.resolve("application_properties.json");
    }

    /** Written by the cluster: a line for each setting of the job's code that competes with one of the service's. */
    Path codeSettings() {
        return path.resolve("code-settings.txt");
    }

    /** The lines of {@link #codeSettings}; none before the job's main method has run. */
    List<String> codeSettingLines() {
        try {
            return Files.exists(codeSettings()) ? Files.readAllLines(codeSettings()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written by the cluster: a line for each operator of the job. */
    Path operators() {
        return path.resolve("operators.txt");
    }

    /** Written by the cluster: how large each operator's state is in the newest checkpoint. */
    Path stateSizes() {
        return path.resolve("state-sizes.txt");
    }

    /** The operators of the job that runs, or ran last; none before its main method has run. */
    public List<KnownOperator> knownOperators() {
        return KnownOperator.read(operators(), stateSizes());
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
}
