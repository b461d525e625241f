package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator of a job.
 *
 * @param task Flink's id of the task that it is chained to, as its REST API has it
 * @param id Flink's id of the operator
 * @param uid empty when the code gives it none
 * @param stateBytes of all its state in the newest checkpoint; empty before the first
 */
public record KnownOperator(String task, String id, Optional<String> uid, String name, Optional<Long> stateBytes) {
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 4;

    public KnownOperator {
        requireNonNull(task, "task is null");
        requireNonNull(id, "id is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(name, "name is null");
        requireNonNull(stateBytes, "stateBytes is null");
    }

    /** Reads what the cluster writes: the operators, and the sizes of their state. */
    static List<KnownOperator> read(Path operators, Path stateSizes) {
        Map<String, Long> sizes = new HashMap<>();
        for (String line : lines(stateSizes)) {
            String[] fields = line.split(SEPARATOR, -1);
            sizes.put(fields[0], Long.parseLong(fields[1]));
        }
        return lines(operators).stream()
                .map(line -> line.split(SEPARATOR, FIELDS))
                .map(fields -> new KnownOperator(
                        fields[0],
                        fields[1],
                        Optional.of(fields[2]).filter(uid -> !uid.isEmpty()),
                        fields[3],
                        // an operator without state is in no checkpoint
                        sizes.isEmpty() ? Optional.empty() : Optional.of(sizes.getOrDefault(fields[1], 0L))))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
