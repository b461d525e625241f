package io.millrace.contract.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The property group that makes an application a Python application: it names files of the application's zip.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-python-creating.html">Python applications</a>
 */
public final class PythonRunOptions {
    /** The group's id, which the service reserves. */
    public static final String GROUP = "kinesis.analytics.flink.run.options";

    /** The file with the main method. */
    public static final String PYTHON = "python";

    /** One jar, with connectors and functions in Java. */
    public static final String JARFILE = "jarfile";

    /** Python files, zips of them or directories, separated by commas, that are on the path of the job. */
    public static final String PY_FILES = "pyFiles";

    /** Archives, separated by commas, each with an optional target directory: {@code data.zip#data}. */
    public static final String PY_ARCHIVES = "pyArchives";

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "pyModule", "start the module from the file in 'python'",
            "pyExecutable", "use the runtime's own Python",
            "pyRequirements", "put the packages into the zip");

    private PythonRunOptions() {}

    /** One message for each key or value that the service would refuse, whatever the zip has. */
    static List<String> violations(Map<String, String> options, Predicate<String> unresolved) {
        List<String> violations = new ArrayList<>();
        if (!options.containsKey(PYTHON)) {
            violations.add(text("must have the key 'python', got none; name the .py file with the main method"));
        }
        new TreeMap<>(options).forEach((key, value) -> {
            if (!Set.of(PYTHON, JARFILE, PY_FILES, PY_ARCHIVES).contains(key)) {
                violations.add(text(String.format(
                        "a key must be python, jarfile, pyFiles or pyArchives, got '%s'; %s",
                        key, UNSUPPORTED.getOrDefault(key, "leave it out"))));
            } else if (!value.isEmpty() && !unresolved.test(value)) {
                file(key, value).ifPresent(violations::add);
            }
        });
        return violations;
    }

    /**
     * One message for each file that the zip does not have.
     *
     * @param entries the names of all files in the zip
     */
    public static List<String> violations(Map<String, String> options, Set<String> entries) {
        List<String> violations = new ArrayList<>();
        new TreeMap<>(options).forEach((key, value) -> {
            if (file(key, value).isEmpty()) {
                paths(key, value)
                        .filter(path -> !has(entries, path))
                        .forEach(path -> violations.add(missing(key, path, entries)));
            }
        });
        return violations;
    }

    private static Optional<String> file(String key, String value) {
        if (key.equals(PYTHON) && !value.endsWith(".py")) {
            return Optional.of(
                    text("'python' must be a .py file, got '" + value + "'; name the file with the main method"));
        }
        if (key.equals(JARFILE) && !value.matches("[^,;]+\\.jar")) {
            return Optional.of(text("'jarfile' must be one .jar file, got '" + value + "'; shade several into one"));
        }
        return paths(key, value)
                .filter(path -> !isRelative(path))
                .findFirst()
                .map(path -> text(String.format(
                        "'%s' must have paths in the zip, got '%s'; write it relative to the zip's root, with '/'",
                        key, path)));
    }

    private static boolean isRelative(String path) {
        return !path.isBlank() && !path.startsWith("/") && !("/" + path + "/").matches(".*([\\\\:]|/\\.{0,2}/).*");
    }

    private static Stream<String> paths(String key, String value) {
        return key.equals(PYTHON) || key.equals(JARFILE)
                ? Stream.of(value)
                : Arrays.stream(value.split(",", -1)).map(path -> path.replaceFirst("/?(#.*)?$", ""));
    }

    private static boolean has(Set<String> entries, String path) {
        return entries.contains(path) || entries.stream().anyMatch(entry -> entry.startsWith(path + "/"));
    }

    /** A zip of a directory has the directory in front of all paths. */
    private static String missing(String key, String path, Set<String> entries) {
        String remedy = entries.stream()
                .filter(entry -> entry.endsWith("/" + path))
                .sorted()
                .findFirst()
                .map(entry -> "did you mean '" + entry + "'?")
                .orElse("add it to the zip");
        return text(
                String.format("'%s' must name a file of the zip, got '%s', which is not in it; %s", key, path, remedy));
    }

    private static String text(String violation) {
        return "property group '" + GROUP + "': " + violation;
    }
}
