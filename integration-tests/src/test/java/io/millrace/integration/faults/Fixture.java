package io.millrace.integration.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job as a release has left it: {@code savepoint}, the job's; {@code streams}, the inputs' as the local Kinesis keeps
 * them, so that the savepoint's positions mean something; {@code operators.tsv}, whose the state in the savepoint is.
 *
 * @param release a version, as in {@code 0.1.0}
 */
record Fixture(String release, String job) {
    private static Path root() {
        return ClusterProcess.home().resolve("integration-tests/src/test/fixtures");
    }

    /** Every release that has left something. */
    static List<String> releases() throws IOException {
        return children(root()).stream()
                .map(path -> path.getFileName().toString())
                .sorted()
                .toList();
    }

    /** What a release has left. */
    static List<Fixture> of(String release) throws IOException {
        return children(root().resolve(release)).stream()
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
