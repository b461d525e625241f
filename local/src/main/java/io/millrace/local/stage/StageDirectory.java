package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.LocalSecrets;
import io.millrace.local.files.Directories;
import io.millrace.local.files.JsonFile;
import io.millrace.local.history.StageHistory;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.RequestQueue;
import io.millrace.local.versions.JarStore;
import io.millrace.local.versions.VersionStore;
import io.millrace.local.versions.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The directory of a stage; the documentation of this package lists its files.
 *
 * @param path {@code <state directory>/<stage>}
 */
public record StageDirectory(Path path) {
    public StageDirectory {
        requireNonNull(path, "path is null");
        path = path.toAbsolutePath().normalize();
    }

    /** The directories of the stages that run or have run, whose state is in a directory. */
    public static List<StageDirectory> all(Path stateDirectory) {
        return Directories.children(stateDirectory).stream()
                .filter(Files::isDirectory)
                .map(StageDirectory::new)
                .filter(stage -> stage.lastRecord().isPresent())
                .toList();
    }

    /** Whether a person means this stage by a name: apps without stages have each a stage of the same name. */
    public boolean isCalled(String stage) {
        return name().equals(stage)
                || lastRecord().filter(last -> last.stage().equals(stage)).isPresent();
    }

    /** What tells it from others of its name. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /**
     * The directory of a stage of an assembly. The slashes in the name of a nested stage become dashes. Apps without stages
     * have a stage of one name, so that theirs is named after the app's directory too, by which the state stays the app's own.
     */
    public static StageDirectory of(Path stateDirectory, CloudAssembly assembly, Stage stage) {
        String absolute = stateDirectory.toAbsolutePath().toString();
        if (absolute.contains(":") || absolute.contains(",")) {
            // they separate the entries of a class path, and the directories of Flink's option io.tmp.dirs
            throw new StageException(
                    "state directory must not contain ':' or ',', got '%s'; name another one with --state"
                            .formatted(absolute));
        }
        String name = stage.name().replace('/', '-');
        if (!name.equals(CloudAssembly.DEFAULT_STAGE)) {
            return new StageDirectory(stateDirectory.resolve(name));
        }
        Path place = assembly.directory().toAbsolutePath().normalize();
        Path app = Objects.requireNonNullElse(place.getParent(), place);
        Path folder = Objects.requireNonNullElse(app.getFileName(), app);
        String hash = "%08x".formatted(place.toString().hashCode());
        return new StageDirectory(stateDirectory.resolve(
                "%s-%s-%s".formatted(name, folder.toString().replaceAll("[^A-Za-z0-9_.-]", "_"), hash)));
    }

    /**
     * Locks the stage for this process, until the channel is closed.
     *
     * @return empty when a process runs it
     */
    Optional<FileChannel> lock() {
        // a process that opens and closes a file it has locked loses the lock
        if (lastRecord().filter(StageStatusFile::isOfThisProcess).isPresent()) {
            return Optional.empty();
        }
        return lock(lockFile());
    }

    /**
     * Locks the detached start of the stage for this process, until the channel is closed: the log of the stage's process is new at
     * each start.
     *
     * @return empty when a process is starting it
     */
    public Optional<FileChannel> lockStart() {
        return lock(startLockFile());
    }

    private Optional<FileChannel> lock(Path file) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // a stage or a command in this JVM has it
        }
    }

    /** The running stage; empty when it does not run, even if its last run has left a status file. */
    public Optional<RunningStage> running() {
        Optional<StageStatusFile> last = lastRecord();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Optional<FileChannel> free = lock();
        if (free.isEmpty()) {
            return last.map(status -> new RunningStage(this, status));
        }
        try {
            free.get().close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The latest status, even of a stage that has stopped or was killed. */
    public Optional<StageStatusFile> lastRecord() {
        return record().read();
    }

    private JsonFile<StageStatusFile> record() {
        return new JsonFile<>(recordFile(), StageStatusFile.class);
    }

    void write(StageStatusFile record) {
        record().write(record);
    }

    /** The requests to the process that runs the stage. */
    RequestQueue requests() {
        return new RequestQueue(path.resolve("requests"));
    }

    public ApplicationDirectory application(String name) {
        return new ApplicationDirectory(applications().resolve(name));
    }

    /** What has happened to the stage. */
    public StageHistory history() {
        return new StageHistory(path.resolve("history.jsonl"));
    }

    /** Where the stage's page is. */
    public ConsoleFile console() {
        return new ConsoleFile(path);
    }

    /** The versions of each application that runs or has run, by the applications' names. */
    public List<Versions> versions() {
        return Directories.children(applications()).stream()
                .map(VersionStore::new)
                .filter(VersionStore::exists)
                .map(VersionStore::read)
                .filter(versions -> versions.current().isPresent())
                .sorted(Comparator.comparing(
                        versions -> versions.current().orElseThrow().plan().name()))
                .toList();
    }

    public LocalSecrets secrets() {
        return new LocalSecrets(path.resolve("secrets"));
    }

    Path applications() {
        return path.resolve("applications");
    }

    /** What jobs read and write as {@code s3://}, a directory for each bucket. */
    Path buckets() {
        return path.resolve("buckets");
    }

    JarStore jars() {
        return new JarStore(path.resolve("jars"));
    }

    /** Deletes the state and the jars that no application needs, including those of applications that do not run. */
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

    /** The server of the stage's streams; empty before the first start. */
    Optional<StreamBackend> streams() {
        try {
            return Optional.of(StreamBackend.valueOf(
                    Files.readString(streamsFile()).strip().toUpperCase(Locale.ROOT)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rememberStreams(StreamBackend streams) {
        try {
            Files.writeString(streamsFile(), streams.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
    }

    private Path startLockFile() {
        return path.resolve("start.lock");
    }

    Path recordFile() {
        return path.resolve("stage.json");
    }

    private Path streamsFile() {
        return path.resolve("streams");
    }

    /** Deletes everything but some entries, and what says that this is a stage's directory. */
    void keepOnly(Set<Path> kept) {
        Set<Path> own = Set.of(lockFile(), startLockFile(), recordFile(), streamsFile());
        Directories.children(path).stream()
                .filter(child -> !kept.contains(child) && !own.contains(child))
                .forEach(Directories::delete);
    }

    /** The output of a detached run. */
    public Path supervisorLog() {
        return path.resolve("supervisor.log");
    }
}
