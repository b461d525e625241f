package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.files.Sha256;
import io.millrace.local.process.StageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The class paths of releases that are not built in, a directory each, for all stages of this machine. A directory has all of
 * its files, each with the right digest, or is not there: it is filled beside its place, and moved.
 */
final class LibraryCache {
    private static final int PARTS_OF_PROGRESS = 10;

    /** One fetch at a time in this process; a lock of the file keeps other processes out. */
    private static final Object FETCH = new Object();

    private final Path directory;
    private final MavenRepositories repositories;

    LibraryCache(Path directory, MavenRepositories repositories) {
        this.directory = requireNonNull(directory, "directory is null");
        this.repositories = requireNonNull(repositories, "repositories is null");
    }

    /** The user's: {@code millrace/flink} in {@code $XDG_CACHE_HOME}, or else in {@code ~/.cache}. */
    static LibraryCache ofUser() {
        Path home = Path.of(System.getProperty("user.home"));
        String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path directory = caches.isEmpty() ? home.resolve(".cache") : Path.of(caches);
        return new LibraryCache(directory.resolve("millrace/flink"), MavenRepositories.ofUser(home));
    }

    /**
     * A release's libraries, which are fetched if they are not here.
     *
     * @param events receives the progress
     * @return the directory with the jars
     * @throws StageException when one cannot be fetched, or is another file
     */
    Path libraries(LibraryLock lock, Consumer<String> events) {
        Path complete = directory.resolve(lock.name() + "-" + lock.digest());
        try {
            synchronized (FETCH) {
                if (!Files.isDirectory(complete)) {
                    fetch(lock, complete, events);
                }
            }
            return complete;
        } catch (IOException e) {
            throw new StageException(
                    "the libraries of %s cannot be kept in %s: %s".formatted(lock.name(), directory, e), e);
        }
    }

    private void fetch(LibraryLock lock, Path complete, Consumer<String> events) throws IOException {
        Files.createDirectories(directory);
        Path name = complete.getFileName();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel, events)) {
            if (held.isValid() && !Files.isDirectory(complete)) {
                // what a fetch that was killed has left is used
                Path part = Files.createDirectories(directory.resolve(name + ".part"));
                fill(part, lock, events);
                Files.move(part, complete, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static FileLock lock(FileChannel channel, Consumer<String> events) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        events.accept("another process fetches the libraries; waiting for it");
        return channel.lock();
    }

    private void fill(Path part, LibraryLock lock, Consumer<String> events) throws IOException {
        long all = lock.bytes();
        events.accept("fetching the libraries of Flink %s once: %d files, %d MB, into %s"
                .formatted(lock.version(), lock.libraries().size(), megabytes(all), directory));
        long done = 0;
        long shown = 0;
        for (Library library : lock.libraries()) {
            get(library, part.resolve(library.fileName()), lock.name());
            done += library.bytes();
            if (done * PARTS_OF_PROGRESS / all > shown && done < all) {
                shown = done * PARTS_OF_PROGRESS / all;
                events.accept("fetched %d of %d MB".formatted(megabytes(done), megabytes(all)));
            }
        }
        for (Path file : Directories.children(part)) {
            if (lock.libraries().stream().noneMatch(library -> file.endsWith(library.fileName()))) {
                Files.delete(file);
            }
        }
    }

    private static long megabytes(long bytes) {
        return Math.round(bytes / 1e6);
    }

    private void get(Library library, Path file, String release) throws IOException {
        if (isIt(file, library)) {
            return;
        }
        Path local = repositories.local().resolve(library.path());
        if (isIt(local, library)) {
            Files.copy(local, file, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        String digest;
        try (InputStream in = repositories.download(library.path());
                OutputStream out = Files.newOutputStream(file)) {
            digest = Sha256.copy(in, out);
            // an HTTP connection that the server closes early just ends
            requireAll(library, Files.size(file));
        } catch (DownloadException e) {
            throw new StageException(
                    "the libraries of %s cannot be fetched: %s; %s".formatted(release, e.getMessage(), remedy()), e);
        }
        if (!digest.equals(library.sha256())) {
            Files.delete(file);
            throw new StageException("%s must have the SHA-256 %s, got '%s'; if a second attempt gets the same, %s"
                    .formatted(repositories.url(library.path()), library.sha256(), digest, remedy()));
        }
    }

    private void requireAll(Library library, long bytes) throws DownloadException {
        if (bytes < library.bytes()) {
            throw new DownloadException("%s broke off after %d of %d bytes"
                    .formatted(repositories.url(library.path()), bytes, library.bytes()));
        }
    }

    private static boolean isIt(Path file, Library library) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == library.bytes()
                && Sha256.of(file).equals(library.sha256());
    }

    private String remedy() {
        return "give a repository that has it as a mirror in %s, or use a runtime whose libraries are built in (%s)"
                .formatted(repositories.settings(), FlinkRuntimes.builtIn());
    }
}
