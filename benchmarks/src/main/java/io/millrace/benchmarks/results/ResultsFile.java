package io.millrace.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Map;

/** {@link BenchmarkResults} as JSON: an object with an array for each kind, and a line for each of their elements. */
public final class ResultsFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path path;

    public ResultsFile(Path path) {
        this.path = path;
    }

    /**
     * The results so far: none if there is no such file.
     *
     * @throws IOException when the file has something else; the message names it and the line
     */
    public BenchmarkResults read() throws IOException {
        if (!Files.isRegularFile(path)) {
            return BenchmarkResults.NONE;
        }
        try (InputStream json = Files.newInputStream(path)) {
            BenchmarkResults results = JSON.readValue(json, BenchmarkResults.class);
            if (results == null) {
                throw new IOException(wrong("it is null"));
            }
            return results;
        } catch (JacksonException e) {
            throw new IOException(
                    wrong("line %d is not: %s".formatted(e.getLocation().getLineNr(), e.getOriginalMessage())), e);
        }
    }

    private String wrong(String reason) {
        return "'%s' must have results as 'millrace bench' writes them, but %s".formatted(path, reason);
    }

    /** Replaces the file at once, so that a kill leaves the old or the new one. */
    public void write(BenchmarkResults results) throws UnwritableResultsException {
        try {
            replace(text(results));
        } catch (IOException e) {
            throw new UnwritableResultsException(path, e);
        }
    }

    private void replace(String text) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.writeString(draft, text);
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** As JSON on one line. */
    public static String line(BenchmarkResults results) throws IOException {
        return JSON.writeValueAsString(results);
    }

    static String text(BenchmarkResults results) throws IOException {
        StringBuilder text = new StringBuilder("{");
        Iterator<Map.Entry<String, JsonNode>> kinds =
                JSON.valueToTree(results).properties().iterator();
        while (kinds.hasNext()) {
            Map.Entry<String, JsonNode> kind = kinds.next();
            text.append("\n\"").append(kind.getKey()).append("\": [");
            String separator = "\n  ";
            for (JsonNode element : kind.getValue()) {
                text.append(separator).append(JSON.writeValueAsString(element));
                separator = ",\n  ";
            }
            text.append(kinds.hasNext() ? "\n]," : "\n]");
        }
        return text.append("\n}\n").toString();
    }
}
