package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.process.ClassArchives;
import io.millrace.local.process.Program;
import java.nio.file.Path;

/**
 * The program of a Flink process, with what runs it.
 *
 * @param java the command {@code java} of a JDK
 * @param archives of its classes
 */
public record FlinkProgram(Program program, Path java, ClassArchives archives) {
    public FlinkProgram {
        requireNonNull(archives, "archives is null");
        requireNonNull(program, "program is null");
        requireNonNull(java, "java is null");
    }

    public String classPath() {
        return program.classPath();
    }

    /** The argument of {@code java} for the options that every JVM with Flink needs. */
    public String jvmOptions() {
        return "@" + program.jar().resolveSibling("flink-jvm.options");
    }
}
