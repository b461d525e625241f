package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.files.Directories;
import io.millrace.local.files.JsonFile;
import io.millrace.local.requests.Mailbox;
import io.millrace.local.versions.JarStore;
import io.millrace.local.versions.VersionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stage's directory; the package's documentation says what lies in it.
 *
 * @param path {@code <state directory>/<stage>}
 */
public record StageDirectory(Path path) {
    public StageDirectory {
        requireNonNull(path, "path is null");
        path = path.toAbsolutePath().normalize();
    }

    /** The directory of a stage; a nested stage's name has slashes, which become dashes. */
    public static StageDirectory of(Path stateDirectory, String stage) {
        return new StageDirectory(stateDirectory.resolve(stage.replace('/', '-')));
    }

    /**
     * Takes the stage for this process, for as long as the channel is open.
     *
     * @return empty when somebody runs it
     */
    Optional<FileChannel> lock() {
        // opening the file once more in the process that has the lock, and closing it, would give the lock up
        if (lastRecord().map(StageRecord::supervisor).filter(isThisProcess()).isPresent()) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<ProcessIdentity> isThisProcess() {
        return ProcessIdentity.ofThisProcess()::equals;
    }

    /** Who runs the stage; empty when nobody does, though a kill may have left a file that says so. */
    public Optional<StageRecord> running() {
        Optional<StageRecord> last = lastRecord();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Optional<FileChannel> free = lock();
        if (free.isEmpty()) {
            return last;
        }
        try {
            free.get().close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written last, by whoever runs the stage or did until it was killed. */
    public Optional<StageRecord> lastRecord() {
        return record().read();
    }

    private JsonFile<StageRecord> record() {
        return new JsonFile<>(path.resolve("stage.json"), StageRecord.class);
    }

    void write(StageRecord record) {
        record().write(record);
    }

    void deleteRecord() {
        record().delete();
    }

    /** What is asked of whoever runs the stage. */
    public Mailbox requests() {
        return new Mailbox(path.resolve("requests"));
    }

    ApplicationDirectory application(String name) {
        return new ApplicationDirectory(applications().resolve(name));
    }

    LocalSecrets secrets() {
        return new LocalSecrets(path.resolve("secrets"));
    }

    private Path applications() {
        return path.resolve("applications");
    }

    JarStore jars() {
        return new JarStore(path.resolve("jars"));
    }

    /** Deletes the state and the jars that no application can go back to, of those that do not run now too. */
    void tidyUp() {
        List<VersionStore> stores = Directories.children(applications()).stream()
                .map(VersionStore::new)
                .filter(VersionStore::exists)
                .toList();
        stores.forEach(VersionStore::tidyUp);
        jars().keepOnly(stores.stream()
                .flatMap(store -> store.read().all().stream())
                .map(version -> version.plan().jar())
                .collect(toSet()));
    }

    /** What holds the stage's streams; empty before its first start. */
    Optional<StreamBackend> streams() {
        try {
            return Optional.of(StreamBackend.valueOf(
                    Files.readString(path.resolve("streams")).strip().toUpperCase(Locale.ROOT)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rememberStreams(StreamBackend streams) {
        try {
            Files.writeString(path.resolve("streams"), streams.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a detached run writes what it says. */
    public Path supervisorLog() {
        return path.resolve("supervisor.log");
    }
}
