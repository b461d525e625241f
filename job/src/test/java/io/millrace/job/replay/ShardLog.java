package io.millrace.job.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SourceRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What one shard of a stream holds, in its order. */
public final class ShardLog implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final String shard;
    private final ArrayList<Long> arrivals = new ArrayList<>();
    private final ArrayList<String> texts = new ArrayList<>();

    public ShardLog(String stream, String shard) {
        this.stream = stream;
        this.shard = shard;
    }

    public ShardLog add(String json) {
        return add(SourceRecord.NO_ARRIVAL, json);
    }

    public ShardLog add(long arrival, String json) {
        arrivals.add(arrival);
        texts.add(json);
        return this;
    }

    public String stream() {
        return stream;
    }

    public String shard() {
        return shard;
    }

    public int size() {
        return texts.size();
    }

    public SourceRecord record(int index) {
        return SourceRecord.data(
                stream,
                shard,
                String.valueOf(index),
                "key",
                arrivals.get(index),
                texts.get(index).getBytes(UTF_8));
    }

    public List<SourceRecord> records() {
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            records.add(record(i));
        }
        return records;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(stream + "/" + shard);
        for (int i = 0; i < size(); i++) {
            text.append("\n  ").append(arrivals.get(i)).append(' ').append(texts.get(i));
        }
        return text.toString();
    }
}
