package io.millrace.local.cli;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches assemblies and other files, such as a jar. A change counts once the files have been stable for a while, since a build writes many
 * files, each in several steps.
 */
final class FileWatch {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Supplier<Set<Path>> sources;
    private Set<Path> paths;
    private Map<Path, String> seen;

    /**
     * A watch, which counts changes from now.
     *
     * @param sources returns files, and assemblies, of which templates and manifests are watched; assets are named after their
     *     content. It is called again after each change, since another version may name other files
     */
    FileWatch(Supplier<Set<Path>> sources) {
        this.sources = requireNonNull(sources, "sources is null");
        this.paths = sources.get();
        this.seen = files();
    }

    /**
     * Waits for a change since the last call.
     *
     * @param check runs at every poll; an exception from it ends the wait
     */
    void awaitChange(Runnable check) throws InterruptedException {
        Map<Path, String> last = seen;
        Instant lastChange = Instant.now();
        while (true) {
            check.run();
            Map<Path, String> now = files();
            if (!now.equals(last)) {
                last = now;
                lastChange = Instant.now();
            }
            boolean quiet = Duration.between(lastChange, Instant.now()).compareTo(QUIET) >= 0;
            if (!now.equals(seen) && quiet && isComplete(now)) {
                paths = sources.get();
                seen = files();
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** False while a build has deleted a manifest or a file and not yet written it. */
    private boolean isComplete(Map<Path, String> files) {
        return paths.stream()
                .allMatch(path -> files.containsKey(path) || files.containsKey(path.resolve("manifest.json")));
    }

    private Map<Path, String> files() {
        Map<Path, String> files = new TreeMap<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                add(path, files);
            }
            Stream.concat(
                            Directories.children(path).stream(),
                            Directories.children(path).stream()
                                    .flatMap(nested -> Directories.children(nested).stream()))
                    .filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> add(file, files));
        }
        return files;
    }

    private static void add(Path file, Map<Path, String> files) {
        try {
            files.put(file, Files.size(file) + " bytes of " + Files.getLastModifiedTime(file));
        } catch (NoSuchFileException e) {
            // deleted meanwhile
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
