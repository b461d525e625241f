package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.service.PythonRunOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a zip that make up a Python application, by their paths in the zip, such as {@code lib/dependencies.jar}.
 * Synthesis reports what the service would refuse, and each file that the zip does not have. Immutable.
 *
 * @param python the {@code .py} file with the main method
 * @param jarfile one jar with all connectors, and functions in Java
 * @param pyFiles Python files, zips of them or directories that are on the job's path
 * @param pyArchives archives that are unpacked for functions in Python, each with an optional target directory: {@code
 *     data.zip#data}
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-python-creating.html">Python applications</a>
 */
public record PythonFiles(String python, Optional<String> jarfile, List<String> pyFiles, List<String> pyArchives) {
    public PythonFiles {
        requireNonNull(python, "python is null");
        requireNonNull(jarfile, "jarfile is null");
        pyFiles = List.copyOf(pyFiles);
        pyArchives = List.copyOf(pyArchives);
    }

    /** A main method in a file of its own, which needs no other file. */
    public static PythonFiles of(String python) {
        return builder(python).build();
    }

    /** Starts with the file that has the main method. */
    public static Builder builder(String python) {
        return new Builder(python);
    }

    /** The keys of the service's property group. */
    Map<String, String> runOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(PythonRunOptions.PYTHON, python);
        jarfile.ifPresent(jar -> options.put(PythonRunOptions.JARFILE, jar));
        if (!pyFiles.isEmpty()) {
            options.put(PythonRunOptions.PY_FILES, String.join(",", pyFiles));
        }
        if (!pyArchives.isEmpty()) {
            options.put(PythonRunOptions.PY_ARCHIVES, String.join(",", pyArchives));
        }
        return options;
    }

    /** Builds the files. */
    public static final class Builder {
        private final String python;
        private Optional<String> jarfile = Optional.empty();
        private List<String> pyFiles = List.of();
        private List<String> pyArchives = List.of();

        private Builder(String python) {
            this.python = python;
        }

        /** None by default. */
        public Builder jarfile(String path) {
            this.jarfile = Optional.of(path);
            return this;
        }

        /** None by default. */
        public Builder pyFiles(String... paths) {
            this.pyFiles = List.of(paths);
            return this;
        }

        /** None by default. */
        public Builder pyArchives(String... paths) {
            this.pyArchives = List.of(paths);
            return this;
        }

        public PythonFiles build() {
            return new PythonFiles(python, jarfile, pyFiles, pyArchives);
        }
    }
}
