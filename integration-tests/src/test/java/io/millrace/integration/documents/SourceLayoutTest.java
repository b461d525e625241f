package io.millrace.integration.documents;

import static io.millrace.integration.documents.DocumentedCommand.HOME;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main sources of all modules: their names, and the size and description of their packages. What {@code job} has for
 * one Flink only belongs to the same packages.
 */
class SourceLayoutTest {
    private static final int MOST_CLASSES_OF_A_PACKAGE = 22;
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String PACKAGE_INFO = "package-info.java";

    /** Names of several types that mean the same in each place. */
    private static final Map<String, String> SHARED_NAMES = Map.of(
            "KinesisSource.java", "the source with which a Flink job reads a Kinesis stream",
            "Main.java", "the entry point of a command line",
            "StartingPosition.java", "where the reading of a stream starts");

    /** The files of each package, by its directory below the root. */
    private static Map<Path, Set<String>> mainPackages;

    @BeforeAll
    static void listTheSources() throws IOException {
        mainPackages = new TreeMap<>();
        Matcher module = MODULE.matcher(Files.readString(HOME.resolve("pom.xml")));
        while (module.find()) {
            for (String set : List.of("main", "flink1", "flink2")) {
                Path sources = HOME.resolve(module.group(1))
                        .resolve("src")
                        .resolve(set)
                        .resolve("java");
                if (Files.exists(sources)) {
                    packages(sources).forEach((directory, files) -> mainPackages
                            .computeIfAbsent(ofMain(directory), none -> new TreeSet<>())
                            .addAll(files));
                }
            }
        }
        assertThat(mainPackages).isNotEmpty();
    }

    private static Path ofMain(Path directory) {
        return Path.of(directory.toString().replaceFirst("src/flink./java", "src/main/java"));
    }

    private static Map<Path, Set<String>> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(groupingBy(
                            file -> HOME.relativize(file.getParent()),
                            TreeMap::new,
                            mapping(file -> file.getFileName().toString(), toSet())));
        }
    }

    @Test
    void typesThatMeanDifferentThingsHaveDifferentNames() {
        Map<String, List<Path>> places = new TreeMap<>();
        mainPackages.forEach((directory, files) -> classes(files)
                .forEach(file ->
                        places.computeIfAbsent(file, none -> new ArrayList<>()).add(directory)));
        places.values().removeIf(directories -> directories.size() == 1);

        assertThat(places)
                .as("names of several types; rename one, or accept the name if they mean the same")
                .containsOnlyKeys(SHARED_NAMES.keySet());
    }

    @Test
    void packagesAreSmall() {
        assertThat(mainPackages).allSatisfy((directory, files) -> assertThat(classes(files))
                .as("classes of %s; split it by what they are", directory)
                .hasSizeLessThanOrEqualTo(MOST_CLASSES_OF_A_PACKAGE));
    }

    private static List<String> classes(Set<String> files) {
        return files.stream().filter(file -> !file.equals(PACKAGE_INFO)).toList();
    }

    @Test
    void everyPackageStatesWhatGoesIn() throws IOException {
        Map<Path, Set<String>> described = new TreeMap<>(mainPackages);
        described.putAll(packages(HOME.resolve("integration-tests/src/test/java")));

        assertThat(described)
                .allSatisfy((directory, files) ->
                        assertThat(files).as("files of %s", directory).contains(PACKAGE_INFO));
    }
}
