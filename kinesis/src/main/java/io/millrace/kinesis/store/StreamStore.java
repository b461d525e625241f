package io.millrace.kinesis.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All streams of a directory, each in {@code streams/<name>/}. One process at a time may use the directory.
 *
 * <p>A stream exists once its {@code stream.json} does, and is deleted once its directory is in {@code deleted/}. What
 * a kill left half created or half deleted is removed at the next start.
 */
public final class StreamStore implements Closeable {
    private static final System.Logger LOG = System.getLogger(StreamStore.class.getName());

    private final Path streamsDirectory;
    private final Path deletedDirectory;
    private final InstantSource clock;
    private final FileChannel lock;
    private final Map<String, KinesisStream> streams = new ConcurrentSkipListMap<>();

    private StreamStore(Path directory, InstantSource clock) throws IOException {
        this.streamsDirectory = Files.createDirectories(directory.resolve("streams"));
        this.deletedDirectory = Files.createDirectories(directory.resolve("deleted"));
        this.clock = clock;
        this.lock = lock(directory.resolve("lock"));
    }

    /**
     * Opens a directory, and creates it if there is none.
     *
     * @throws IOException when another server uses the directory, or its files cannot be read
     */
    public static StreamStore open(Path directory, InstantSource clock) throws IOException {
        StreamStore store = new StreamStore(directory, clock);
        try {
            store.load();
        } catch (IOException e) {
            store.close();
            throw e;
        }
        return store;
    }

    private void load() throws IOException {
        for (Path remains : children(deletedDirectory)) {
            for (Path stream : children(remains)) {
                remove(stream);
            }
            removeEmpty(remains);
        }
        for (Path directory : children(streamsDirectory)) {
            if (Files.exists(directory.resolve(KinesisStream.STATE_FILE))) {
                open(directory);
            } else if (remove(directory)) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "removed {0}, a stream whose creation was never completed",
                        directory);
            }
        }
    }

    /** A stream that cannot be opened is not served; its files stay, and the others are served. */
    private void open(Path directory) {
        try {
            streams.put(directory.getFileName().toString(), KinesisStream.open(directory, clock));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "stream {0} is not served, and its files in {1} are left alone: {2}; repair them, or move the "
                            + "directory away",
                    directory.getFileName(),
                    directory,
                    e.getMessage());
        }
    }

    public List<String> names() {
        return List.copyOf(streams.keySet());
    }

    public Optional<KinesisStream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /**
     * Creates a stream.
     *
     * @return false when a stream of that name exists, or one whose name differs in case only and the file system
     *     ignores case
     */
    public synchronized boolean create(StreamState state) throws IOException {
        if (streams.containsKey(state.name())) {
            return false;
        }
        Path directory = streamsDirectory.resolve(state.name());
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            streams.put(state.name(), KinesisStream.create(directory, clock, state));
            return true;
        } catch (IOException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    /** Deletes a stream with its records, if it exists. When that fails, the stream is there as before. */
    public synchronized void delete(String name) throws IOException {
        KinesisStream stream = streams.get(name);
        if (stream == null) {
            return;
        }
        Path directory = streamsDirectory.resolve(name);
        Path deleted = Files.createTempDirectory(deletedDirectory, "stream");
        try {
            stream.close();
            Files.move(directory, deleted.resolve("stream"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            open(directory);
            streams.remove(name, stream); // if it could not be opened again
            Files.delete(deleted);
            throw e;
        }
        streams.remove(name);
        removeDeleted(deleted);
    }

    private static void removeDeleted(Path deleted) {
        try {
            remove(deleted.resolve("stream"));
            removeEmpty(deleted);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "what is left in " + deleted + " is removed at the next start", e);
        }
    }

    /** Gives back the disk that expired records use. */
    public void giveBack() {
        for (KinesisStream stream : streams.values()) {
            try {
                stream.giveBack();
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        () -> "the disk of expired records could not be given back: "
                                + stream.state().name(),
                        e);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (KinesisStream stream : streams.values()) {
            stream.close();
        }
        lock.close();
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new IOException(
                    file.getParent() + " must be used by one server only, and another one uses it; stop that one");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    /** Removes a stream's files and its directory, but nothing that no stream has. */
    private static boolean remove(Path directory) throws IOException {
        for (Path file : children(directory)) {
            if (KinesisStream.isFile(file.getFileName().toString())
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        }
        return removeEmpty(directory);
    }

    private static boolean removeEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !children(directory).isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "left {0} alone: it holds what this server did not write", directory);
            return false;
        }
        Files.delete(directory);
        return true;
    }
}
