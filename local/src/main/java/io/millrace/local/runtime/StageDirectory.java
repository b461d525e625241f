package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.local.deploy.StreamBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stage's directory; the package's documentation says what lies in it.
 *
 * @param path {@code <state directory>/<stage>}
 */
public record StageDirectory(Path path) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(path.resolve("stage.json")), StageRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(StageRecord record) {
        try {
            Path next = path.resolve("stage.json.next");
            Files.write(next, JSON.writeValueAsBytes(record));
            Files.move(
                    next,
                    path.resolve("stage.json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteRecord() {
        try {
            Files.deleteIfExists(path.resolve("stage.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PortFile port(StreamBackend server) {
        return new PortFile(path.resolve(server + ".port"));
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
