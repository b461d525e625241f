package io.millrace.local.cli;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code local update --watch}. */
class WatchTest {
    private static final String STREAM = "'%s': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}}";

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void everyChangeIsFollowedAFailedOneToo() throws Exception {
        write("Orders");
        CompletableFuture<Void> watch;
        try (LocalStage stage = LocalStage.builder(assembly())
                .stateDirectory(directory.resolve("state"))
                .start()) {
            watch = runAsync(() -> run(
                    "local",
                    "update",
                    "--watch",
                    "--app",
                    assembly().toString(),
                    "--state",
                    directory.resolve("state").toString()));
            await().atMost(TIMEOUT).until(() -> output.toString().contains("nothing changed"));

            write("Orders", "Bills");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("created stream shop-Bills (1 shard)"));
            await().atMost(TIMEOUT).until(() -> stage.directory().running().orElseThrow().status().streams().stream()
                    .anyMatch(stream -> stream.name().equals("shop-Bills")));
            Files.writeString(assembly().resolve("shop.template.json"), "{\"Resources\": {\"Half\": ");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("millrace: "));
            write("Orders", "Bills", "Refunds");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("created stream shop-Refunds (1 shard)"));
            assertThat(stage.applications()).isEmpty();
        }
        watch.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(error.toString())
                .as("the watch ends with the stage")
                .endsWith("millrace: no stage is running; 'millrace local up' starts one\n");
    }

    @Test
    void aChangeCountsWhenTheAssemblyIsWholeAndItsJarIsThere() throws Exception {
        write("Orders");
        Path jar = Files.writeString(directory.resolve("job.jar"), "one");
        FileWatch watch = new FileWatch(() -> Set.of(assembly(), jar));
        AtomicInteger looks = new AtomicInteger();

        watch.awaitChange(() -> {
            try {
                switch (looks.incrementAndGet()) {
                    case 1 -> Files.delete(jar);
                    case 8 -> Files.writeString(jar, "another one");
                    default -> {}
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(looks.get())
                .as("it waited for the jar, and for the files to stay as they are")
                .isGreaterThan(8);
    }

    private Path assembly() {
        return directory.resolve("cdk.out");
    }

    private void write(String... streams) {
        StringBuilder resources = new StringBuilder();
        for (String stream : streams) {
            resources.append(resources.isEmpty() ? "" : ",").append(STREAM.formatted(stream));
        }
        new AssemblyFiles(assembly()).oneStack("{'Resources': {%s}}".formatted(resources), "none.jar");
    }

    private void run(String... arguments) {
        Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
    }
}
