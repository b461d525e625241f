package io.millrace.local.flink;

import java.nio.file.Path;

/**
 * A local path as Flink writes it: {@code file:} before a path that is not percent-encoded. Flink takes the {@code %20} of a
 * real URI as part of a directory's name.
 */
public final class FlinkPath {
    private FlinkPath() {}

    /** Flink's text for a path. */
    public static String of(Path path) {
        return "file://" + path.toAbsolutePath();
    }

    /** The path in a text of Flink's, which has one or three slashes after {@code file:}. */
    public static Path parse(String text) {
        return Path.of(text.replaceFirst("^file:/+", "/"));
    }
}
