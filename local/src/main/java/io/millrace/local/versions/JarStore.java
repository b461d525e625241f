package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jars of a stage's versions. Each is named after the SHA-256 of its content, so that equal paths mean equal jars. */
public record JarStore(Path directory) {
    private static final String ENDING = ".jar";

    /** The digests that this process has computed: stages and updates share jars, and 50 MB take 0.4 s. */
    private static final Map<List<Object>, String> DIGESTS = new ConcurrentHashMap<>();

    /** A file that has just been written can change again without a new date. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    public JarStore {
        requireNonNull(directory, "directory is null");
    }

    /** Copies a jar into the store, since the next build overwrites the original. Returns the path of the copy. */
    public Path keep(Path jar) {
        try {
            Path kept = directory.resolve(digest(jar) + ENDING);
            if (!Files.exists(kept)) {
                Directories.create(directory);
                // applications with the same jar start in parallel: each copies to its own file
                Path next = Files.createTempFile(directory, "copy", ENDING);
                Files.copy(jar, next, StandardCopyOption.REPLACE_EXISTING);
                Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a jar, in lower-case hexadecimal. */
    public static String digest(Path jar) throws IOException {
        FileTime changed = Files.getLastModifiedTime(jar);
        List<Object> file = List.of(jar.toRealPath(), Files.size(jar), changed);
        String known = DIGESTS.get(file);
        if (known != null) {
            return known;
        }
        boolean settled = changed.toInstant().isBefore(Instant.now().minus(SETTLED));
        String digest = Sha256.of(jar);
        if (settled) {
            DIGESTS.put(file, digest);
        }
        return digest;
    }

    /** Deletes all other jars. */
    public void keepOnly(Set<Path> needed) {
        Directories.children(directory).stream()
                .filter(jar -> !needed.contains(jar))
                .forEach(Directories::delete);
    }

    /** The first digits of a stored jar's digest, for display. */
    public static String shortName(Path kept) {
        String name = kept.getFileName().toString().replace(ENDING, "");
        return name.substring(0, Math.min(12, name.length()));
    }
}
