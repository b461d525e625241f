package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the programs lie that a stage's processes run: a module's jar and, in a directory {@code lib} beside it, what it
 * needs.
 *
 * @param directory the project's root, where every module has its {@code target}
 */
record LocalHome(Path directory) {
    private static final String PROPERTY = "millrace.home";

    LocalHome {
        requireNonNull(directory, "directory is null");
    }

    /** What the system property {@code millrace.home} says, or else what the modules' distributions hold. */
    static LocalHome find() {
        String directory = System.getProperty(PROPERTY);
        return directory == null ? Distribution.home() : new LocalHome(Path.of(directory));
    }

    /** The class path of a Flink process. */
    String clusterClassPath() {
        return classPath("cluster");
    }

    /** The class path of a Kafka process. */
    String kafkaClassPath() {
        return classPath("kafka");
    }

    private String classPath(String module) {
        Path target = directory.resolve(module).resolve("target");
        Path jar = target.resolve("millrace-" + module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StageException(
                    ("%s is missing; './mvnw package' builds it, and without the system property %s the artifact"
                                    + " io.millrace:millrace-%s:distribution on the class path brings it")
                            .formatted(jar, PROPERTY, module));
        }
        return jar + File.pathSeparator + target.resolve("lib").resolve("*");
    }
}
