package io.millrace.connector.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/** Emits records as text, and notes in this JVM what it gets, in order. */
final class Progress implements KinesisDeserializationSchema<String> {
    private static final long serialVersionUID = 1L;
    private static final ConcurrentHashMap<String, Queue<String>> NOTES = new ConcurrentHashMap<>();

    private final String name;

    Progress(String name) {
        this.name = name;
    }

    static List<String> notes(String name) {
        return List.copyOf(NOTES.getOrDefault(name, new ConcurrentLinkedQueue<>()));
    }

    private void note(String note) {
        NOTES.computeIfAbsent(name, none -> new ConcurrentLinkedQueue<>()).add(note);
    }

    @Override
    public void deserialize(KinesisRecord record, Collector<String> out) throws IOException {
        String text = new String(record.data(), UTF_8);
        note("record " + record.shardId() + " " + text);
        out.collect(text);
    }

    @Override
    public void shardOpened(ShardStart shard, Collector<String> out) {
        note("opened " + shard.shardId() + " " + shard.position());
    }

    @Override
    public void shardsListed(Collector<String> out) {
        note("listed");
    }

    @Override
    public void shardRead(String shardId, Instant until, Collector<String> out) {
        note("read " + shardId);
    }

    @Override
    public void shardEnded(String shardId, Collector<String> out) {
        note("ended " + shardId);
    }

    @Override
    public void shardClosed(String shardId, Collector<String> out) {
        note("closed " + shardId);
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }
}
