package io.millrace.benchmarks.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.benchmarks.paced.EventWriter;
import io.millrace.local.stage.LocalStage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes one record for each event: Kafka's producer makes batches of them. */
final class KafkaEventWriter implements EventWriter {
    private final LocalStage stage;
    private final Map<String, StreamWriter> writers = new ConcurrentHashMap<>();

    KafkaEventWriter(LocalStage stage) {
        this.stage = stage;
    }

    @Override
    public void write(String stream, int shard, List<byte[]> events) {
        StreamWriter writer = writers.computeIfAbsent(stream, stage::writer);
        String key = "shard-" + shard;
        events.forEach(event -> writer.add(new OutgoingRecord(key, new String(event, UTF_8))));
        writer.flush();
    }
}
