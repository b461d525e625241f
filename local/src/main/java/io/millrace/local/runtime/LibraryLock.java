package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.local.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All files of a release's class path, pinned. {@code .ci/lock-runtimes} writes them.
 *
 * @param name of the release, as in {@code FLINK-1_18}
 */
record LibraryLock(String name, List<Library> libraries) {
    LibraryLock {
        libraries = List.copyOf(libraries);
    }

    /** The files of a release; empty for one that is built in. */
    static Optional<LibraryLock> of(LocalRuntime runtime) {
        try (InputStream list = LibraryLock.class.getResourceAsStream(runtime.id() + ".lock")) {
            return list == null
                    ? Optional.empty()
                    : Optional.of(parse(runtime.id(), new String(list.readAllBytes(), UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LibraryLock parse(String name, String lines) {
        return new LibraryLock(
                name,
                lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(LibraryLock::library)
                        .toList());
    }

    private static Library library(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("line must be a digest, a size and a path, got '%s'".formatted(line));
        }
        return new Library(fields[2], Long.parseLong(fields[1]), fields[0]);
    }

    /** Flink's version, as in {@code 1.18.1}. */
    String version() {
        return libraries.stream()
                .map(Library::path)
                .filter(path -> path.startsWith("org/apache/flink/flink-runtime/"))
                .map(path -> path.split("/", -1)[4])
                .findFirst()
                .orElseThrow();
    }

    long bytes() {
        return libraries.stream().mapToLong(Library::bytes).sum();
    }

    /** Other for other files. */
    String digest() {
        return HexFormat.of().formatHex(Sha256.of(libraries.toString().getBytes(UTF_8)), 0, 6);
    }
}
