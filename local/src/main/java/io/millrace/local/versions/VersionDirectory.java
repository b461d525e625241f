package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of one version: the checkpoints of its runs, and the savepoint of its last stop. */
public record VersionDirectory(Path path) {
    private static final String METADATA = "_metadata";

    /** What Flink's metadata files begin with; a version and the number of the checkpoint are next. */
    private static final int MAGIC = 0x4960672d;

    /** Not by the clock, which may have been set back: a run counts on from the state that it restores. */
    private static final Comparator<Path> BY_AGE =
            Comparator.comparingLong(VersionDirectory::number).thenComparing(VersionDirectory::completed);

    public VersionDirectory {
        requireNonNull(path, "path is null");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path savepoints() {
        return path.resolve("savepoints");
    }

    /** Creates the directories. */
    public void prepare() {
        Directories.create(checkpoints());
        Directories.create(savepoints());
    }

    /**
     * The newest complete state: a checkpoint of any run, or a savepoint. Flink writes the metadata file last and
     * atomically, so that its presence marks complete state.
     */
    public Optional<Path> newestState(boolean savepointsToo) {
        Stream<Path> checkpoints =
                Directories.children(checkpoints()).stream().flatMap(job -> Directories.children(job).stream());
        Stream<Path> savepoints = savepointsToo ? Directories.children(savepoints()).stream() : Stream.empty();
        return Stream.concat(checkpoints, savepoints)
                .filter(state -> Files.exists(state.resolve(METADATA)))
                .max(BY_AGE);
    }

    /** Deletes the checkpoints of all other runs, and all savepoints except the newest. */
    public void keepOnly(String jobId) {
        Directories.children(checkpoints()).stream()
                .filter(job -> !job.getFileName().toString().equals(jobId))
                .forEach(Directories::delete);
        Directories.children(savepoints()).stream()
                .filter(savepoint -> Files.exists(savepoint.resolve(METADATA)))
                .sorted(BY_AGE.reversed())
                .skip(1)
                .forEach(Directories::delete);
    }

    /**
     * Remembers that state was saved, so that a start can tell lost state from none.
     *
     * @param what the checkpoint or savepoint, for display
     */
    public void remember(String what) {
        try {
            Files.writeString(saved(), what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets what was saved: the next start begins without it on purpose. */
    public void forget() {
        Directories.delete(saved());
    }

    /** What was saved last, when no state is left here; empty when there is state, or never was. */
    Optional<String> lost() {
        try {
            return Files.exists(saved()) && newestState(true).isEmpty()
                    ? Optional.of(Files.readString(saved()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path saved() {
        return path.resolve("saved");
    }

    /** Deletes all checkpoints, as the service does when an application stops. */
    public void deleteCheckpoints() {
        Directories.delete(checkpoints());
    }

    /** The number of a checkpoint or savepoint, which count together; -1 when its metadata is not Flink's. */
    private static long number(Path state) {
        try (DataInputStream metadata = new DataInputStream(Files.newInputStream(state.resolve(METADATA)))) {
            int magic = metadata.readInt();
            metadata.readInt();
            return magic == MAGIC ? metadata.readLong() : -1;
        } catch (EOFException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time at which a checkpoint or savepoint was completed. */
    public static FileTime completed(Path state) {
        try {
            return Files.getLastModifiedTime(state.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
