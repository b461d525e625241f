package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where Millrace itself lies, built.
 *
 * @param directory the project's root
 */
public record LocalHome(Path directory) {
    private static final String PROPERTY = "millrace.home";

    public LocalHome {
        requireNonNull(directory, "directory is null");
    }

    /** What the system property {@code millrace.home} says. */
    public static LocalHome ofSystemProperty() {
        String directory = System.getProperty(PROPERTY);
        if (directory == null) {
            throw new StageException(
                    "system property %s is not set; it must be the directory of Millrace".formatted(PROPERTY));
        }
        return new LocalHome(Path.of(directory));
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
            throw new StageException("%s is missing; './mvnw package' builds it".formatted(jar));
        }
        return jar + File.pathSeparator + target.resolve("lib").resolve("*");
    }
}
