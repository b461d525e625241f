package io.millrace.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What came out of a run, for who wants to compare. A run that is measured has none. */
public final class RecordedOutput {
    private static final Map<String, RecordedOutput> RUNS = new ConcurrentHashMap<>();

    private final Map<String, Queue<String>> records = new ConcurrentHashMap<>();

    private RecordedOutput() {}

    /** Keeps what a run puts out from now on. */
    public static RecordedOutput open(String run) {
        RecordedOutput outbox = new RecordedOutput();
        RUNS.put(run, outbox);
        return outbox;
    }

    public static void close(String run) {
        RUNS.remove(run);
    }

    static void put(String run, String output, byte[] record) {
        RecordedOutput outbox = RUNS.get(run);
        if (outbox != null) {
            outbox.records
                    .computeIfAbsent(output, name -> new ConcurrentLinkedQueue<>())
                    .add(new String(record, UTF_8));
        }
    }

    /** The output's records, in the order of their texts. */
    public List<String> records(String output) {
        return records.getOrDefault(output, new ConcurrentLinkedQueue<>()).stream()
                .sorted()
                .toList();
    }
}
