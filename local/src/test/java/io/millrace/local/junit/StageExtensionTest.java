package io.millrace.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.local.stage.CountingJobAssembly;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that have a stage. */
class StageExtensionTest {
    private static final String HOME = "millrace.home";
    private static final String BUILT = System.getProperty(HOME);

    @TempDir
    private static Path directory;

    private static CountingJobAssembly assembly;
    private static EngineExecutionResults results;

    /** In a home without archives of classes, as after a build. */
    @BeforeAll
    static void runAClassThatHasAStage() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("home")).resolve("cluster"),
                Path.of(BUILT).resolve("cluster").toRealPath());
        System.setProperty(HOME, directory.resolve("home").toString());
        assembly = new CountingJobAssembly(Files.createDirectory(directory.resolve("sound")));
        results = run(WithAStage.class);
    }

    @Test
    void oneStageServesAClassAndTheClassesInItAndIsGoneThen() throws IOException {
        results.testEvents()
                .assertStatistics(
                        statistics -> statistics.started(3).succeeded(2).failed(1));
        assertThat(assembly.starts()).containsExactly(0L);
        assertNothingIsLeft();
    }

    @AfterAll
    static void restoreTheHome() {
        System.setProperty(HOME, BUILT);
    }

    /** That of the local Kinesis has one, too, where its classes are in a jar, as in the phase {@code verify}. */
    @Test
    void whenTheFirstStageEndsItsProgramsWriteTheArchivesOfTheirClasses() throws IOException {
        boolean packaged = LocalStage.class
                .getResource("/io/millrace/kinesis/server/KinesisMain.class")
                .getProtocol()
                .equals("jar");

        try (Stream<Path> files = Files.list(directory.resolve("home/.millrace/classes"))) {
            assertThat(files)
                    .hasSize(packaged ? 2 : 1)
                    .allMatch(file -> file.getFileName().toString().endsWith(".jsa"));
        }
    }

    @Test
    void aFailureTellsWhatWasSeenInsteadAndWhatTheApplicationsSaid() {
        Throwable failure = failures(results).get(0);

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessage(String.format(
                        "stream orders: 2 records did not arrive within 1 s; of 2 records so far, 1 match%n"
                                + "matching records:%n  tea%nother records:%n  {\"cups\":2}"));
        assertThat(failure.getSuppressed()).singleElement().satisfies(report -> assertThat(report.getMessage())
                .startsWith("the stage at that time:\nshop-Counting is RUNNING for ")
                .contains("restarts: 0", "  kinesis is at http://127.0.0.1:", "/flink.log:\n  "));
    }

    @Test
    void aStageThatDoesNotStartFailsItsClassWithTheJobsOwnWordsAndLeavesNothing() throws IOException {
        new CountingJobAssembly(Files.createDirectory(directory.resolve("broken"))).forgetSetting();

        Throwable failure = failures(run(OfAJobThatDoesNotStart.class)).get(0);

        assertThat(failure)
                .hasMessageContaining("application shop-Counting did not start: property group 'Job' has no 'starts'");
        assertThat(failure.getSuppressed()).singleElement().satisfies(report -> assertThat(report.getMessage())
                .contains("IllegalArgumentException: property group 'Job' has no 'starts'"));
        assertNothingIsLeft();
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    private static void assertNothingIsLeft() throws IOException {
        assertThat(ProcessHandle.current().children()).noneMatch(ProcessHandle::isAlive);
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String prefix = "millrace-stage-" + ProcessHandle.current().pid() + "-";
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(prefix));
        }
    }

    static final class WithAStage {
        @RegisterExtension
        static final StageExtension STAGE = StageExtension.of(directory.resolve("sound/cdk.out"));

        private static void order(String text) {
            STAGE.put("orders", "customer", text);
        }

        @Test
        void aTestThatFails() {
            order("tea");
            order("{\"cups\":2}");
            STAGE.records("orders").await(2);

            STAGE.records("orders")
                    .where(order -> order.text().equals("tea"))
                    .within(Duration.ofSeconds(1))
                    .await(2);
        }

        @Nested
        class Inside {
            @Test
            void recordsOfTheSameStageAreThere() {
                assertThat(STAGE.records("Orders")
                                .await(2)
                                .get(1)
                                .json()
                                .get("cups")
                                .asInt())
                        .isEqualTo(2);
            }
        }

        @Nested
        class InsideToo {
            @Test
            void theStageItselfIsThere() {
                assertThat(STAGE.running().streamName("orders")).startsWith("shop-Orders");
            }
        }
    }

    static final class OfAJobThatDoesNotStart {
        @RegisterExtension
        static final StageExtension STAGE = StageExtension.of(directory.resolve("broken/cdk.out"));

        @Test
        void neverRuns() {
            throw new AssertionError("the stage did not start, and the test ran");
        }
    }
}
