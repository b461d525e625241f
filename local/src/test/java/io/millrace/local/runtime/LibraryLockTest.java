package io.millrace.local.runtime;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.local.process.LocalHome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed lists; a list whose lines are not pinned does not parse. */
class LibraryLockTest {
    private static final String DIGEST = "a".repeat(64);

    static List<LocalRuntime> fetched() {
        return Arrays.stream(LocalRuntime.values())
                .filter(runtime -> LibraryLock.of(runtime).isPresent())
                .toList();
    }

    @Test
    void theReleasesOfTheNewestServiceRuntimesAreBuiltInAndAllOthersAreListed() {
        assertThat(FlinkRuntimes.builtIn()).isEqualTo("FLINK-1_20, FLINK-2_2");
        assertThat(fetched()).containsExactly(LocalRuntime.FLINK_1_18, LocalRuntime.FLINK_1_19, LocalRuntime.FLINK_2_3);
    }

    @ParameterizedTest
    @MethodSource("fetched")
    void aListHasEachArtifactOfTheServicesClassPathInOneVersion(LocalRuntime runtime) {
        LibraryLock lock = LibraryLock.of(runtime).orElseThrow();
        Map<String, Set<String>> versions = lock.libraries().stream()
                .collect(groupingBy(LibraryLockTest::artifact, mapping(LibraryLockTest::version, toSet())));

        assertThat(lock.version()).startsWith(runtime.id().replace("FLINK-", "").replace('_', '.') + ".");
        assertThat(versions.values()).allSatisfy(version -> assertThat(version).hasSize(1));
        assertThat(versions)
                .containsKeys(
                        "aws-kinesisanalytics-runtime",
                        "flink-cep",
                        "flink-clients",
                        "flink-connector-base",
                        "flink-connector-datagen",
                        "flink-connector-files",
                        "flink-csv",
                        "flink-json",
                        "flink-runtime-web",
                        "flink-statebackend-rocksdb",
                        "flink-table-planner-loader",
                        "flink-table-runtime",
                        "log4j-slf4j-impl");
        assertThat(Stream.of("flink-cep", "flink-clients", "flink-core", "flink-runtime", "flink-statebackend-rocksdb")
                        .map(artifact -> versions.getOrDefault(artifact, Set.of())))
                .allMatch(Set.of(lock.version())::equals);
    }

    /** What does not depend on Flink's release is the same as in the built-in class paths, or the list is old. */
    @ParameterizedTest
    @MethodSource("fetched")
    void aListHasTheOtherLibrariesOfTheBuild(LocalRuntime runtime) {
        List<String> others = LibraryLock.of(runtime).orElseThrow().libraries().stream()
                .map(Library::fileName)
                .filter(name -> name.matches("(aws-kinesisanalytics|jaxb-api|jspecify|log4j|slf4j).*"))
                .toList();

        assertThat(others).hasSize(7);
        assertThat(LocalHome.find().cluster(runtime.major()).libraries()).satisfies(built -> assertThat(others)
                .allSatisfy(name -> assertThat(built.resolve(name)).isRegularFile()));
    }

    @Test
    void aLineWithoutAPinIsRefused() {
        assertRefused("org/a/b/1.0/b-1.0.jar", "line must be a digest, a size and a path");
        assertRefused("abc 1 org/a/b/1.0/b-1.0.jar", "digest of org/a/b/1.0/b-1.0.jar must be a SHA-256, got 'abc'");
        assertRefused(DIGEST + " 0 org/a/b/1.0/b-1.0.jar", "size of org/a/b/1.0/b-1.0.jar must be at least 1, got '0'");
        for (String path :
                List.of("b-1.0.jar", "../a/b/1.0/b-1.0.jar", "org/a/b/1.0/b-2.0.jar", "/org/a/b/1.0/b-1.0.jar")) {
            assertRefused(
                    DIGEST + " 1 " + path, "path must be that of a jar in a Maven repository, got '" + path + "'");
        }
    }

    private static void assertRefused(String line, String message) {
        assertThatThrownBy(() -> LibraryLock.parse("FLINK-9_9", line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static String artifact(Library library) {
        String[] parts = library.path().split("/", -1);
        return parts[parts.length - 3];
    }

    private static String version(Library library) {
        String[] parts = library.path().split("/", -1);
        return parts[parts.length - 2];
    }
}
