package io.millrace.local.cli.options;

import io.millrace.local.process.StageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that gives the jars of applications. */
public final class JarOption {
    @Option(
            names = {"--jar", "--code"},
            paramLabel = "APP=FILE",
            description =
                    "The jar to run instead of the assembly's, by the application's logical id or name, or its job's"
                            + " name; can be repeated. For 'update', FILE alone is the jar of all applications.")
    private List<String> jars = List.of();

    /**
     * The jars by application.
     *
     * @throws StageException when one is given without its application
     */
    public Map<String, Path> eachOfOneApplication() {
        jars.stream().filter(JarOption::isAlone).findFirst().ifPresent(jar -> {
            throw new StageException(
                    "--jar must be APP=FILE, got '%s'; APP is the application's logical id".formatted(jar));
        });
        return ofApplications();
    }

    /** The jars that are given with an application, by application. */
    public Map<String, Path> ofApplications() {
        Map<String, Path> files = new LinkedHashMap<>();
        jars.stream().filter(jar -> !isAlone(jar)).forEach(jar -> {
            int equals = jar.indexOf('=');
            files.put(jar.substring(0, equals), Path.of(jar.substring(equals + 1)));
        });
        return files;
    }

    /**
     * The jar that is given without an application.
     *
     * @throws StageException when it does not exist, or when there are several
     */
    public Optional<Path> ofAllApplications() {
        List<String> alone = jars.stream().filter(JarOption::isAlone).toList();
        if (alone.size() > 1) {
            throw new StageException(
                    "--jar must be given once without an application, got %s".formatted(String.join(", ", alone)));
        }
        alone.stream().filter(jar -> !Files.isRegularFile(Path.of(jar))).forEach(jar -> {
            throw new StageException("--jar must name a file, got '%s'".formatted(jar));
        });
        return alone.stream().findFirst().map(jar -> Path.of(jar).toAbsolutePath());
    }

    /** A file's name may have an equals sign too. */
    private static boolean isAlone(String jar) {
        return !jar.contains("=") || Files.isRegularFile(Path.of(jar));
    }
}
