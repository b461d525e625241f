package io.millrace.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The output of a run, for comparisons. A measured run has none. */
public final class RecordedOutput {
    private static final Map<String, RecordedOutput> RUNS = new ConcurrentHashMap<>();

    private final Map<String, Queue<String>> records = new ConcurrentHashMap<>();

    private RecordedOutput() {}

    /** Starts to record the output of a run. */
    public static RecordedOutput open(String run) {
        RecordedOutput recorded = new RecordedOutput();
        RUNS.put(run, recorded);
        return recorded;
    }

    public static void close(String run) {
        RUNS.remove(run);
    }

    static void put(String run, String output, byte[] record) {
        RecordedOutput recorded = RUNS.get(run);
        if (recorded != null) {
            recorded.records
                    .computeIfAbsent(output, name -> new ConcurrentLinkedQueue<>())
                    .add(new String(record, UTF_8));
        }
    }

    /** The records of an output, sorted as text. */
    public List<String> records(String output) {
        return records.getOrDefault(output, new ConcurrentLinkedQueue<>()).stream()
                .sorted()
                .toList();
    }
}
