package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.files.JsonFile;
import io.millrace.local.process.EveryStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Requests and their results. A request is a directory: {@code request.json}, then {@code events.log}, which grows while
 * the operation runs, and at last {@code result.json}. The sender deletes it.
 */
public final class RequestQueue {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** Marks a request that is still being written. */
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;

    /** The results of the requests that were carried out, for as long as their senders wait. */
    private final Map<Path, OperationResult> results = new HashMap<>();

    public RequestQueue(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /** Carries out requests. */
    public interface Server {
        /**
         * Carries out a request.
         *
         * @param events receives a line for each step
         * @return what was done, one line per application
         * @throws RuntimeException when the operation fails; the message is the reason
         */
        List<String> carryOut(OperationRequest request, Consumer<String> events);
    }

    /** Opens the queue, and deletes what was sent to a former process. */
    public void open() {
        Directories.delete(directory);
        Directories.create(directory);
    }

    /**
     * Carries out the requests that wait, one after the other and each once. A result that cannot be written, for example because
     * the disk is full, is written at a later call.
     */
    public void serve(Server server) {
        List<Path> entries = Directories.children(directory);
        results.keySet().retainAll(entries);
        EveryStep.take(entries.stream()
                .filter(entry -> !entry.toString().endsWith(UNFINISHED))
                .filter(entry -> !Files.exists(result(entry).path()))
                .map(entry -> () -> serve(entry, server)));
    }

    private void serve(Path entry, Server server) {
        if (!results.containsKey(entry)) {
            Optional<OperationRequest> request = request(entry).read();
            if (request.isEmpty()) {
                return; // its sender has left
            }
            results.put(entry, carryOut(request.get(), server, log(entry)));
        }
        result(entry).write(results.get(entry));
    }

    private static OperationResult carryOut(OperationRequest request, Server server, Path log) {
        try {
            return new OperationResult(server.carryOut(request, event -> append(log, event)), Optional.empty());
        } catch (RuntimeException e) {
            return new OperationResult(
                    List.of(), Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    /** The operation goes on even if the sender has left and its directory is gone. */
    private static void append(Path log, String event) {
        try {
            Files.writeString(log, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // nobody reads it
        }
    }

    /**
     * Sends a request and waits for the result.
     *
     * @param isServed whether the process that serves the queue still runs
     * @param events receives a line for each step of the operation
     * @return empty when that process ended first
     */
    public Optional<OperationResult> send(OperationRequest request, BooleanSupplier isServed, Consumer<String> events)
            throws InterruptedException {
        Path entry = write(request);
        int reported = 0;
        while (true) {
            boolean served = isServed.getAsBoolean();
            Optional<OperationResult> result = result(entry).read();
            List<String> lines = lines(log(entry));
            lines.stream().skip(reported).forEach(events);
            reported = lines.size();
            if (result.isPresent() || !served) {
                Directories.delete(entry);
                return result;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private Path write(OperationRequest request) {
        Path entry = directory.resolve(System.currentTimeMillis() + "-" + UUID.randomUUID());
        Path unfinished = entry.resolveSibling(entry.getFileName() + UNFINISHED);
        Directories.create(unfinished);
        request(unfinished).write(request);
        try {
            Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entry;
    }

    /** The complete lines of a file that may still grow. */
    private static List<String> lines(Path log) {
        try {
            if (!Files.exists(log)) {
                return List.of();
            }
            String text = Files.readString(log);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonFile<OperationRequest> request(Path entry) {
        return new JsonFile<>(entry.resolve("request.json"), OperationRequest.class);
    }

    private static JsonFile<OperationResult> result(Path entry) {
        return new JsonFile<>(entry.resolve("result.json"), OperationResult.class);
    }

    private static Path log(Path entry) {
        return entry.resolve("events.log");
    }
}
