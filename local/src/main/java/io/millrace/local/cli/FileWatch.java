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
 * Watches an assembly and a jar. A change counts once the files have been stable for a while, since a build writes many
 * files, each in several steps.
 */
final class FileWatch {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Path assembly;
    private final Optional<Path> jar;
    private Map<Path, String> seen;

    /** @param assembly the assembly, of which templates and manifests are watched; assets are named after their content */
    FileWatch(Path assembly, Optional<Path> jar) {
        this.assembly = assembly;
        this.jar = jar;
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
                seen = now;
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    /** False while a build has deleted the manifest or the jar and not yet written it. */
    private boolean isComplete(Map<Path, String> files) {
        return files.containsKey(assembly.resolve("manifest.json"))
                && jar.map(files::containsKey).orElse(true);
    }

    private Map<Path, String> files() {
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
            // deleted meanwhile
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
