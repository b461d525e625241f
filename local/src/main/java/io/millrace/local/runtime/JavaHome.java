package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * An installed JDK.
 *
 * @param version such as 17
 */
record JavaHome(Path directory, int version) {
    JavaHome {
        requireNonNull(directory, "directory is null");
    }

    Path java() {
        return directory.resolve("bin/java");
    }
}
