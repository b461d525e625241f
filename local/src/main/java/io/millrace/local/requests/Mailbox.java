package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import io.millrace.local.files.Directories;
import io.millrace.local.files.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Requests and their answers. A request is a directory: {@code request.json}, then {@code events.log}, which grows by a line
 * for everything that happens, and at last {@code answer.json}. Who asked deletes it.
 */
public record Mailbox(Path directory) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    /** A request that is being written. */
    private static final String UNFINISHED = ".unfinished";

    public Mailbox {
        requireNonNull(directory, "directory is null");
    }

    /** Carries requests out. */
    public interface Server {
        /**
         * Does what is asked.
         *
         * @param events gets a sentence for everything that happens meanwhile
         * @return what came of it, a line each
         * @throws RuntimeException when it cannot be done, with the reason
         */
        List<String> carryOut(Request request, Consumer<String> events);
    }

    /** Begins to take requests; those to a former process are gone. */
    public void open() {
        Directories.delete(directory);
        Directories.create(directory);
    }

    /** Carries out what has been asked, one request after the other. */
    public void serve(Server server) {
        for (Path letter : Directories.children(directory)) {
            if (!letter.toString().endsWith(UNFINISHED)) {
                request(letter)
                        .read()
                        .filter(request -> !Files.exists(answer(letter).path()))
                        .ifPresent(request -> answer(letter).write(carryOut(request, server, log(letter))));
            }
        }
    }

    private static Answer carryOut(Request request, Server server, Path log) {
        try {
            return new Answer(server.carryOut(request, event -> append(log, event)), Optional.empty());
        } catch (RuntimeException e) {
            return new Answer(List.of(), Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    /** Whoever asked may have gone, which must not keep anything from being done. */
    private static void append(Path log, String event) {
        try {
            Files.writeString(log, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // nobody reads it
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param isServed whether there is still somebody to answer
     * @param events gets the sentences of what happens meanwhile
     * @return empty when nobody is there any more
     */
    public Optional<Answer> ask(Request request, BooleanSupplier isServed, Consumer<String> events)
            throws InterruptedException {
        Path letter = post(request);
        int told = 0;
        while (true) {
            boolean served = isServed.getAsBoolean();
            Optional<Answer> answer = answer(letter).read();
            List<String> news = lines(log(letter));
            news.stream().skip(told).forEach(events);
            told = news.size();
            if (answer.isPresent() || !served) {
                Directories.delete(letter);
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private Path post(Request request) {
        Path letter = directory.resolve(System.currentTimeMillis() + "-" + UUID.randomUUID());
        Path unfinished = letter.resolveSibling(letter.getFileName() + UNFINISHED);
        Directories.create(unfinished);
        request(unfinished).write(request);
        try {
            Files.move(unfinished, letter, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return letter;
    }

    /** The whole lines of what may be growing. */
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

    private static JsonFile<Request> request(Path letter) {
        return new JsonFile<>(letter.resolve("request.json"), Request.class);
    }

    private static JsonFile<Answer> answer(Path letter) {
        return new JsonFile<>(letter.resolve("answer.json"), Answer.class);
    }

    private static Path log(Path letter) {
        return letter.resolve("events.log");
    }
}
