package io.millrace.local.cli;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches an assembly and a jar. A change counts once nothing has changed for a while, for a build writes many files, and
 * each of them in pieces.
 */
final class FileWatch {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Path assembly;
    private final Optional<Path> jar;
    private Map<Path, String> seen;

    /** @param assembly whose templates and manifests are watched: its assets are called by their content */
    FileWatch(Path assembly, Optional<Path> jar) {
        this.assembly = assembly;
        this.jar = jar;
        this.seen = look();
    }

    /**
     * Waits for a change since the last one, and until it is over.
     *
     * @param look done again and again meanwhile; what it throws ends the waiting
     */
    void awaitChange(Runnable look) throws InterruptedException {
        Map<Path, String> last = seen;
        Instant lastChange = Instant.now();
        while (true) {
            look.run();
            Map<Path, String> now = look();
            if (!now.equals(last)) {
                last = now;
                lastChange = Instant.now();
            }
            boolean quiet = Duration.between(lastChange, Instant.now()).compareTo(QUIET) >= 0;
            if (!now.equals(seen) && quiet && isWhole(now)) {
                seen = now;
                return;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    /** A build may delete both before it writes them. */
    private boolean isWhole(Map<Path, String> files) {
        return files.containsKey(assembly.resolve("manifest.json"))
                && jar.map(files::containsKey).orElse(true);
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new TreeMap<>();
        Stream.concat(
                        Directories.children(assembly).stream(),
                        Directories.children(assembly).stream()
                                .flatMap(nested -> Directories.children(nested).stream()))
                .filter(file -> file.toString().endsWith(".json"))
                .forEach(file -> add(file, files));
        jar.ifPresent(file -> add(file, files));
        return files;
    }

    private static void add(Path file, Map<Path, String> files) {
        try {
            files.put(file, Files.size(file) + " bytes of " + Files.getLastModifiedTime(file));
        } catch (NoSuchFileException e) {
            // gone meanwhile
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
