package io.millrace.integration.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a release uploads: files in the layout of a Maven repository.
 *
 * @param files by path, with their signatures and checksums
 */
record Bundle(Map<String, byte[]> files) {
    private static final String SIGNATURE = ".asc";

    static Bundle read(Path zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), entries.readAllBytes());
                }
            }
        }
        return new Bundle(files);
    }

    /** All files but signatures and checksums. */
    Map<String, byte[]> artifacts() {
        Map<String, byte[]> artifacts = new TreeMap<>(files);
        artifacts.keySet().removeIf(name -> name.matches(".*\\.(asc|md5|sha1|sha256|sha512)"));
        return artifacts;
    }

    byte @Nullable [] signature(String artifact) {
        return files.get(artifact + SIGNATURE);
    }

    String text(String artifact) {
        return new String(files.get(artifact), UTF_8);
    }

    /** Writes the artifacts, so that the directory is a Maven repository. */
    void unpack(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : artifacts().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
