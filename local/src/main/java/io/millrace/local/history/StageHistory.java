package io.millrace.local.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.millrace.console.report.ReportJson;
import io.millrace.console.report.history.HistoryEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What has happened to a stage: a file with an event on each line, which outlives the stage's process. Bounded: once it has
 * {@value #MAX_BYTES} bytes, its older half is deleted. Only the process that runs the stage adds to it.
 *
 * <p>A process that is killed may leave half a line. Such a line is skipped, and the next event begins a new one.
 */
public final class StageHistory {
    static final int MAX_BYTES = 256 * 1024;

    /** Of an event's text: an exception may have a long message. */
    static final int MAX_CHARS = 2_000;

    /** Shared, since a process may have several objects for one file. */
    private static final Object WRITING = new Object();

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final int maxBytes;

    public StageHistory(Path file) {
        this(file, MAX_BYTES);
    }

    StageHistory(Path file, int maxBytes) {
        this.file = requireNonNull(file, "file is null");
        this.maxBytes = maxBytes;
    }

    public void add(HistoryEvent event) {
        byte[] line = (ReportJson.line(shortened(event)) + "\n").getBytes(UTF_8);
        synchronized (WRITING) {
            write(line);
        }
    }

    /** The same for an event of something that goes on even if its history cannot be written. */
    public void add(HistoryEvent event, Consumer<String> listener) {
        try {
            add(event);
        } catch (UncheckedIOException e) {
            listener.accept("the history lacks '%s': %s".formatted(event.text(), e.getMessage()));
        }
    }

    private void write(byte[] line) {
        try {
            if (size() + line.length > maxBytes) {
                forgetOlderHalf();
            }
            if (endsWithinALine()) {
                Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
            }
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HistoryEvent shortened(HistoryEvent event) {
        return event.text().length() <= MAX_CHARS
                ? event
                : new HistoryEvent(
                        event.atMillis(),
                        event.kind(),
                        event.application(),
                        event.version(),
                        event.outcome(),
                        event.text().substring(0, MAX_CHARS) + "…");
    }

    private long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private boolean endsWithinALine() throws IOException {
        if (size() == 0) {
            return false;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }

    private void forgetOlderHalf() throws IOException {
        List<HistoryEvent> events = read();
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            String line = ReportJson.line(events.get(i)) + "\n";
            bytes += line.getBytes(UTF_8).length;
            if (bytes > maxBytes / 2) {
                break;
            }
            kept.insert(0, line);
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, kept);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The events that are kept, oldest first. */
    public List<HistoryEvent> read() {
        try {
            // not readString: half a line may end within a character
            return new String(Files.readAllBytes(file), UTF_8)
                    .lines()
                    .flatMap(StageHistory::parsed)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<HistoryEvent> parsed(String line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, HistoryEvent.class)).stream();
        } catch (JsonProcessingException e) {
            return Stream.empty();
        }
    }

    /** Changes whenever an event is added. */
    public String state() {
        try {
            return Files.size(file) + " bytes of " + Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
