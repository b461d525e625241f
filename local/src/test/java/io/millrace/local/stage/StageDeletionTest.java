package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.RetainedResource;
import io.millrace.assembly.deployment.RetainedResource.Kind;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KnownStream;
import io.millrace.local.stage.StageStatusFile.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deletion leaves of a stage that does not run. {@code DetachedTest} has a server that keeps some of its streams. */
class StageDeletionTest {
    @TempDir
    private Path state;

    private StageDirectory stage;

    @BeforeEach
    void fillDirectory() {
        stage = new StageDirectory(state.resolve("dev"));
        for (String file : List.of(
                "streams",
                "kinesis/data",
                "kinesis.port",
                "kinesis.log",
                "jars/a.jar",
                "secrets/shop%2Fkey@1",
                "secrets/other",
                "secrets/other@given",
                "buckets/archive/file",
                "buckets/scratch/file",
                "applications/billing/snapshots/s/_metadata",
                "applications/audit/flink.log")) {
            write(file);
        }
    }

    @Test
    void whatNoTemplateRetainsIsDeletedWithItsDirectory() {
        remember(false);

        assertThat(StageDeletion.of(stage))
                .containsExactly(
                        "deleted stream orders with its records",
                        "deleted application audit with its state, snapshots and logs",
                        "deleted application billing with its state, snapshots and logs",
                        "deleted bucket archive with its files",
                        "deleted bucket scratch with its files",
                        "deleted secret other",
                        "deleted secret shop/key");
        assertThat(stage.path()).doesNotExist();
    }

    @Test
    void whatATemplateRetainsStaysHoweverOftenTheStageIsDeleted() {
        remember(
                true,
                new RetainedResource(Kind.APPLICATION, "billing"),
                new RetainedResource(Kind.BUCKET, "archive"),
                new RetainedResource(Kind.SECRET, "shop/key"));

        assertThat(StageDeletion.of(stage))
                .containsExactly(
                        "stream orders with its records stays: its template retains it",
                        "deleted application audit with its state, snapshots and logs",
                        "application billing with its state, snapshots and logs stays: its template retains it",
                        "bucket archive with its files stays: its template retains it",
                        "deleted bucket scratch with its files",
                        "deleted secret other",
                        "secret shop/key stays: its template retains it",
                        "what stays is in %s; the next 'up' uses it".formatted(stage.path()));
        List<String> left = files();
        assertThat(left)
                .containsExactly(
                        "applications/billing/snapshots/s/_metadata",
                        "buckets/archive/file",
                        "kinesis.port",
                        "kinesis/data",
                        "lock",
                        "secrets/shop%2Fkey@1",
                        "stage.json",
                        "streams");
        assertThat(StageDeletion.of(stage)).hasSize(5);
        assertThat(files()).isEqualTo(left);
    }

    @Test
    void aStageThatRunsOrThatNeverRanIsNotDeleted() {
        assertThatThrownBy(() -> StageDeletion.of(new StageDirectory(state.resolve("none"))))
                .isInstanceOf(StageException.class)
                .hasMessage("%s must be the directory of a stage", state.resolve("none"));

        stage.write(record(Phase.RUNNING, false));
        assertThatThrownBy(() -> StageDeletion.of(stage))
                .isInstanceOf(StageException.class)
                .hasMessage("stage dev runs; 'down' stops it");
        assertThat(stage.path()).exists();
    }

    private void remember(boolean retained, RetainedResource... resources) {
        stage.write(record(Phase.STOPPED, retained, resources));
    }

    private static StageStatusFile record(Phase phase, boolean retained, RetainedResource... resources) {
        return new StageStatusFile(
                "dev",
                ProcessIdentity.ofThisProcess(),
                phase,
                Map.of(),
                "us-east-1",
                List.of(new KnownStream(StreamBackend.KINESIS, "orders", "Orders", List.of(), retained)),
                List.of(),
                List.of(resources),
                List.of(),
                Map.of(),
                List.of());
    }

    private void write(String file) {
        try {
            Path path = stage.path().resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "kinesis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try (Stream<Path> all = Files.walk(stage.path())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> stage.path().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
