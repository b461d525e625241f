package io.millrace.local.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jars of a stage's versions. Each is named after the SHA-256 of its content, so that equal paths mean equal jars. Beside it is
 * what tells whether the file that it was copied from has changed since, so that the next start does not read 50 MB to find out.
 */
public record JarStore(Path directory) {
    private static final String ENDING = ".jar";
    private static final String SOURCE_ENDING = ".source";

    /** The digests that this process has computed: stages and updates share jars, and 50 MB take 0.4 s. */
    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    /** A file that has just been written can change again without a new time of its change. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    public JarStore {
        requireNonNull(directory, "directory is null");
    }

    /** Copies a jar into the store, since the next build overwrites the original. Returns the path of the copy. */
    public Path keep(Path jar) {
        try {
            Optional<String> source = settled(jar);
            Optional<Path> known = source.flatMap(this::copyOf);
            if (known.isPresent()) {
                return known.get();
            }
            Path copy = copy(jar);
            Optional<String> unchanged = source.filter(settled(jar).stream().toList()::contains);
            // of the copy: a build may have written the jar meanwhile
            String digest = digest(copy, unchanged);
            Path kept = directory.resolve(digest + ENDING);
            if (Files.exists(kept)) {
                Files.delete(copy);
            } else {
                Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            if (unchanged.isPresent()) {
                put(unchanged.get().getBytes(UTF_8), directory.resolve(digest + SOURCE_ENDING));
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The copy that was made of a file as it is now. */
    private Optional<Path> copyOf(String source) {
        return Directories.children(directory).stream()
                .filter(file -> name(file).endsWith(SOURCE_ENDING) && has(file, source))
                .map(file -> directory.resolve(name(file).replace(SOURCE_ENDING, ENDING)))
                .filter(Files::exists)
                .findFirst();
    }

    private static boolean has(Path file, String content) {
        try {
            return Files.readString(file).equals(content);
        } catch (IOException e) {
            return false; // damaged, or being replaced
        }
    }

    private Path copy(Path jar) throws IOException {
        Directories.create(directory);
        // applications with the same jar start in parallel: each copies to its own file
        Path copy = Files.createTempFile(directory, "copy", ENDING);
        return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private void put(byte[] content, Path file) throws IOException {
        Path next = Files.createTempFile(directory, "copy", SOURCE_ENDING);
        Files.write(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The SHA-256 of a jar, in lower-case hexadecimal. */
    public static String digest(Path jar) throws IOException {
        return digest(jar, settled(jar));
    }

    /** @param source of the content, which does not change any more */
    private static String digest(Path content, Optional<String> source) throws IOException {
        String known = source.map(DIGESTS::get).orElse(null);
        if (known != null) {
            return known;
        }
        String digest = Sha256.of(content);
        source.ifPresent(unchanged -> DIGESTS.put(unchanged, digest));
        return digest;
    }

    /**
     * What is other for every other content of a file, without reading it: the time of its change cannot be set, as the date can.
     *
     * @return empty for a file that has just changed, and where the file system has no such time
     */
    private static Optional<String> settled(Path jar) throws IOException {
        Path file = jar.toRealPath();
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
            boolean settled = attributes.get("ctime") instanceof FileTime changed
                    && changed.toInstant().isBefore(Instant.now().minus(SETTLED));
            return settled ? Optional.of(file + " " + new TreeMap<>(attributes)) : Optional.empty();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Deletes all other jars. */
    public void keepOnly(Set<Path> needed) {
        Directories.children(directory).stream()
                .filter(file -> !needed.contains(directory.resolve(name(file).replace(SOURCE_ENDING, ENDING))))
                .forEach(Directories::delete);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The first digits of a stored jar's digest, for display. */
    public static String shortName(Path kept) {
        String name = kept.getFileName().toString().replace(ENDING, "");
        return name.substring(0, Math.min(12, name.length()));
    }
}
