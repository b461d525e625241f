package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** The jars of a stage's versions, each called by the SHA-256 of its content: equal paths are equal jars. */
public record JarStore(Path directory) {
    private static final String ENDING = ".jar";

    public JarStore {
        requireNonNull(directory, "directory is null");
    }

    /** Keeps a copy, for a build overwrites its own; where the copy lies, which may have been there. */
    public Path keep(Path jar) {
        try {
            Path kept = directory.resolve(digest(jar) + ENDING);
            if (!Files.exists(kept)) {
                Directories.create(directory);
                // applications with one jar are started side by side: each copies into a file of its own
                Path next = Files.createTempFile(directory, "copy", ENDING);
                Files.copy(jar, next, StandardCopyOption.REPLACE_EXISTING);
                Files.move(next, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the jars that no version needs. */
    public void keepOnly(Set<Path> needed) {
        Directories.children(directory).stream()
                .filter(jar -> !needed.contains(jar))
                .forEach(Directories::delete);
    }

    /** The first letters of a kept jar's digest, by which a person tells jars apart. */
    public static String shortName(Path kept) {
        String name = kept.getFileName().toString().replace(ENDING, "");
        return name.substring(0, Math.min(12, name.length()));
    }

    private static String digest(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
