package io.millrace.local.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.local.files.Directories;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestQueueTest {
    @TempDir
    private Path directory;

    private final List<String> carriedOut = new ArrayList<>();
    private RequestQueue queue;

    @BeforeEach
    void open() {
        queue = new RequestQueue(directory.resolve("requests"));
        queue.open();
    }

    @Test
    void aRequestIsAnsweredOnce() {
        CompletableFuture<Optional<OperationResult>> sent = send("one");

        awaitEntries(1);
        serve();
        serve();

        assertThat(sent.orTimeout(5, TimeUnit.MINUTES).join())
                .contains(new OperationResult(List.of("did one"), Optional.empty()));
        assertThat(carriedOut).containsExactly("one");
    }

    /** For example because the disk is full. */
    @Test
    void aRequestWhoseResultCannotBeWrittenIsCarriedOutOnceAndKeepsNoOtherFromBeingServed() throws Exception {
        CompletableFuture<Optional<OperationResult>> sent = send("one");
        Path entry = awaitEntries(1).get(0);
        Path obstacle = Files.createDirectory(entry.resolve("result.json.next"));
        CompletableFuture<Optional<OperationResult>> other = send("two");
        awaitEntries(2);

        assertThatThrownBy(this::serve).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(this::serve).isInstanceOf(UncheckedIOException.class);

        assertThat(carriedOut).containsExactly("one", "two");
        assertThat(other.orTimeout(5, TimeUnit.MINUTES).join()).isPresent();
        Files.delete(obstacle);
        serve();
        assertThat(sent.orTimeout(5, TimeUnit.MINUTES).join())
                .contains(new OperationResult(List.of("did one"), Optional.empty()));
        assertThat(carriedOut).containsExactly("one", "two");
    }

    private void serve() {
        queue.serve((request, events) -> {
            String name = request.name().orElseThrow();
            carriedOut.add(name);
            return List.of("did " + name);
        });
    }

    private CompletableFuture<Optional<OperationResult>> send(String name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new RequestQueue(directory.resolve("requests"))
                        .send(OperationRequest.snapshot(List.of(), name), () -> true, event -> {});
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private List<Path> awaitEntries(int count) {
        return await().atMost(Duration.ofMinutes(5)).until(this::entries, entries -> entries.size() == count);
    }

    /** Those that are complete. */
    private List<Path> entries() {
        return Directories.children(directory.resolve("requests")).stream()
                .filter(entry -> !entry.toString().endsWith(".unfinished"))
                .toList();
    }
}
