package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.testing.Specimen;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkProcessTest {
    private static final Path BUCKETS = Path.of("/buckets");

    @TempDir
    private Path path;

    @Test
    void flinkIsConfiguredAsTheTemplateSays() {
        assertThat(FlinkProcess.configuration(
                        Specimen.version(Specimen.application(Map.of())), new ApplicationDirectory(path), BUCKETS))
                .isEqualTo(Map.ofEntries(
                        Map.entry("parallelism.default", "4"),
                        Map.entry("taskmanager.numberOfTaskSlots", "4"),
                        Map.entry("taskmanager.memory.network.min", "128mb"),
                        Map.entry("taskmanager.memory.network.max", "128mb"),
                        Map.entry("taskmanager.memory.managed.size", "256mb"),
                        Map.entry("rest.bind-port", "0"),
                        Map.entry("metrics.fetcher.update-interval", "2000"),
                        Map.entry("web.upload.dir", path + "/upload"),
                        Map.entry("io.tmp.dirs", path + "/tmp"),
                        Map.entry("execution.checkpointing.dir", "file://" + path + "/versions/1/checkpoints"),
                        Map.entry("execution.checkpointing.savepoint-dir", "file://" + path + "/versions/1/savepoints"),
                        Map.entry("millrace.s3.dir", "/buckets"),
                        Map.entry("millrace.code-settings.file", path + "/code-settings.txt"),
                        Map.entry("millrace.operators.file", path + "/operators.txt"),
                        Map.entry("millrace.state-sizes.file", path + "/state-sizes.txt"),
                        Map.entry("execution.checkpointing.interval", "10000 ms"),
                        Map.entry("execution.checkpointing.min-pause", "1000 ms")));
    }

    @Test
    void aDirectoryIsGivenInFlinksOwnNotationWhichIsNotPercentEncoded() {
        var configuration = FlinkProcess.configuration(
                Specimen.version(Specimen.application(Map.of())),
                new ApplicationDirectory(Path.of("/a %20b")),
                BUCKETS);

        assertThat(configuration)
                .containsEntry("execution.checkpointing.dir", "file:///a %20b/versions/1/checkpoints")
                .containsEntry("execution.checkpointing.savepoint-dir", "file:///a %20b/versions/1/savepoints");
    }

    @Test
    void withoutCheckpointsThereIsNoInterval() {
        var configuration = FlinkProcess.configuration(
                Specimen.version(Specimen.applicationWithoutCheckpoints()), new ApplicationDirectory(path), BUCKETS);

        assertThat(configuration)
                .doesNotContainKeys("execution.checkpointing.interval", "execution.checkpointing.min-pause");
    }
}
