package io.millrace.job.lottery;

import io.millrace.job.record.SourceRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What one shard of a stream holds, in its order. */
final class ShardLog implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final String shard;
    private final ArrayList<Long> arrivals = new ArrayList<>();
    private final ArrayList<String> texts = new ArrayList<>();

    ShardLog(String stream, String shard) {
        this.stream = stream;
        this.shard = shard;
    }

    ShardLog add(String json) {
        return add(SourceRecord.NO_ARRIVAL, json);
    }

    ShardLog add(long arrival, String json) {
        arrivals.add(arrival);
        texts.add(json);
        return this;
    }

    String stream() {
        return stream;
    }

    String shard() {
        return shard;
    }

    int size() {
        return texts.size();
    }

    SourceRecord record(int index) {
        return Specimen.record(stream, shard, index, arrivals.get(index), texts.get(index));
    }

    List<SourceRecord> records() {
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
