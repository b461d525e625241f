package io.millrace.local.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Path;

/**
 * A program that a stage's processes run: a module's jar and its libraries.
 *
 * @param libraries the directory of its libraries
 */
public record Program(Path jar, Path libraries) {
    public Program {
        requireNonNull(jar, "jar is null");
        requireNonNull(libraries, "libraries is null");
    }

    /** The same program with other libraries. */
    public Program with(Path others) {
        return new Program(jar, others);
    }

    public String classPath() {
        return jar + File.pathSeparator + libraries.resolve("*");
    }
}
