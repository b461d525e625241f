package io.millrace.local.cli.options;

import io.millrace.local.process.StageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of an option that gives jars.
 *
 * @param option its name
 * @param arguments each {@code APP=FILE}, or {@code FILE} alone
 */
record JarArguments(String option, List<String> arguments) {
    JarArguments {
        arguments = List.copyOf(arguments);
    }

    /** The jars that are given with an application, by application. */
    Map<String, Path> ofApplications() {
        Map<String, Path> files = new LinkedHashMap<>();
        arguments.stream().filter(jar -> !isAlone(jar)).forEach(jar -> {
            int equals = jar.indexOf('=');
            files.put(jar.substring(0, equals), Path.of(jar.substring(equals + 1)));
        });
        return files;
    }

    /**
     * The jars that are given without an application.
     *
     * @throws StageException when one does not exist
     */
    List<Path> alone() {
        List<String> alone = arguments.stream().filter(JarArguments::isAlone).toList();
        alone.stream().filter(jar -> !Files.isRegularFile(Path.of(jar))).forEach(jar -> {
            throw new StageException("%s must name a file, got '%s'".formatted(option, jar));
        });
        return alone.stream().map(jar -> Path.of(jar).toAbsolutePath()).toList();
    }

    /**
     * The jars by application. One that is given alone is of the only application.
     *
     * @param chosen the applications that will run; when empty, all of the stage
     * @throws StageException when several are given alone, or one, and there is not exactly one application
     */
    Map<String, Path> byApplication(GivenStage stage, List<String> chosen) {
        Map<String, Path> files = ofApplications();
        List<Path> alone = alone();
        if (alone.size() > 1) {
            throw new StageException("%s must be given once without an application, got %s"
                    .formatted(
                            option,
                            String.join(", ", alone.stream().map(Path::toString).toList())));
        }
        alone.forEach(jar -> {
            List<String> applications = stage.applications(chosen);
            if (applications.size() != 1) {
                throw new StageException(
                        "%s must be APP=FILE unless there is one application, got '%s'; APP is one of: %s"
                                .formatted(
                                        option,
                                        jar,
                                        applications.isEmpty() ? "(no application)" : String.join(", ", applications)));
            }
            files.put(applications.get(0), jar);
        });
        return files;
    }

    /** A file's name may have an equals sign too. */
    private static boolean isAlone(String jar) {
        return !jar.contains("=") || Files.isRegularFile(Path.of(jar));
    }
}
