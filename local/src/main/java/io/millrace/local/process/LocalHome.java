package io.millrace.local.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory with the programs that a stage's processes run. A program is a module's jar, with its libraries in a
 * directory {@code lib} beside it.
 *
 * @param directory the project's root, in which each module has its {@code target}
 */
public record LocalHome(Path directory) {
    private static final String PROPERTY = "millrace.home";

    public LocalHome {
        requireNonNull(directory, "directory is null");
    }

    /** The directory in the system property {@code millrace.home}, or else the unpacked distributions of the modules. */
    public static LocalHome find() {
        String directory = System.getProperty(PROPERTY);
        return directory == null ? Distribution.home() : new LocalHome(Path.of(directory));
    }

    /** The class path of a Flink process. */
    public String clusterClassPath() {
        return classPath("cluster");
    }

    /** The argument of {@code java} for the options that every JVM with Flink needs. */
    public String flinkJvmOptions() {
        return "@" + target("cluster").resolve("flink-jvm.options");
    }

    /** The class path of a Kafka process. */
    public String kafkaClassPath() {
        return classPath("kafka");
    }

    private String classPath(String module) {
        Path target = target(module);
        Path jar = target.resolve("millrace-" + module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StageException(
                    ("%s must exist; build it with './mvnw package', or unset the system property %s and add the artifact"
                                    + " io.millrace:millrace-%s:distribution to the class path")
                            .formatted(jar, PROPERTY, module));
        }
        return jar + File.pathSeparator + target.resolve("lib").resolve("*");
    }

    private Path target(String module) {
        return directory.resolve(module).resolve("target");
    }
}
