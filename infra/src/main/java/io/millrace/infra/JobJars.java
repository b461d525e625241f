package io.millrace.infra;

import io.millrace.constructs.flink.FlinkRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jobs' jars, which have the same jobs: one for each major version of Flink.
 *
 * @param flink1 for runtimes of Flink 1
 * @param flink2 for runtimes of Flink 2
 */
record JobJars(Path flink1, Path flink2) {
    /** @throws IllegalArgumentException when there is no such file */
    JobJars {
        List<Path> missing = Stream.of(flink1, flink2)
                .filter(jar -> !Files.isRegularFile(jar))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("job jar must be an existing file, got "
                    + String.join(
                            ", ", missing.stream().map(jar -> "'" + jar + "'").toList())
                    + "; build it with ./mvnw package -pl job,job-flink2 -am");
        }
    }

    Path of(FlinkRuntime runtime) {
        return runtime.majorVersion() == 1 ? flink1 : flink2;
    }
}
