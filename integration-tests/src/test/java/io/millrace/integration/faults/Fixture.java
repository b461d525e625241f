package io.millrace.integration.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The state of a release's job: its {@code savepoint}; its input {@code streams} as the local Kinesis server stores them, so
 * that the savepoint's positions are valid; and {@code operators.tsv}, the operators that the savepoint belongs to.
 *
 * @param release a version, as in {@code 0.1.0}
 */
record Fixture(String release, String job) {
    private static Path root() {
        return ClusterProcess.home().resolve("integration-tests/src/test/fixtures");
    }

    /** Every release with fixtures. */
    static List<String> releases() throws IOException {
        return children(root()).stream()
                .map(path -> path.getFileName().toString())
                .sorted()
                .toList();
    }

    /** The fixtures of a release. */
    static List<Fixture> of(String release) throws IOException {
        return children(root().resolve(release)).stream()
                .filter(Files::isDirectory)
                .map(path -> new Fixture(release, path.getFileName().toString()))
                .toList();
    }

    Path savepoint() {
        return directory().resolve("savepoint");
    }

    Path streams() {
        return directory().resolve("streams");
    }

    Path operators() {
        return directory().resolve("operators.tsv");
    }

    private Path directory() {
        return root().resolve(release).resolve(job);
    }

    static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
