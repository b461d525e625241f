package io.millrace.local.process;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory with the programs that a stage's processes run. A program is a module's jar, with its libraries in a
 * directory {@code lib} beside it.
 *
 * @param directory the project's root, in which each module has its {@code target}
 * @param temporary whether it is deleted when this process ends
 */
public record LocalHome(Path directory, boolean temporary) {
    private static final String PROPERTY = "millrace.home";

    public LocalHome {
        // the programs run in other directories
        directory = directory.toAbsolutePath().normalize();
    }

    /** One that stays. */
    public LocalHome(Path directory) {
        this(directory, false);
    }

    /** The directory in the system property {@code millrace.home}, or else the unpacked distributions of the modules. */
    public static LocalHome find() {
        String directory = System.getProperty(PROPERTY);
        return directory == null ? Distribution.home() : new LocalHome(Path.of(directory));
    }

    /** The Flink process, compiled for a major version of Flink and with the libraries of its newest supported release. */
    public Program cluster(int major) {
        return program(major == 1 ? "cluster" : "cluster-flink" + major);
    }

    public Program kafka() {
        return program("kafka");
    }

    /** The archives of its programs' classes. */
    public ClassArchives archives() {
        return temporary ? ClassArchives.none() : ClassArchives.in(directory.resolve(".millrace/classes"));
    }

    private Program program(String module) {
        Path target = target(module);
        Distribution.unpack(module, target);
        Path jar = target.resolve("millrace-" + module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StageException(
                    ("%s must exist; build it with './mvnw package', or unset the system property %s and add the artifact"
                                    + " io.millrace:millrace-%s:distribution to the class path")
                            .formatted(jar, PROPERTY, module));
        }
        return new Program(jar, target.resolve("lib"));
    }

    private Path target(String module) {
        return directory.resolve(module).resolve("target");
    }
}
