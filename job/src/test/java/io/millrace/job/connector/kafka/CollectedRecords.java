package io.millrace.job.connector.kafka;

import io.millrace.job.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Collects the output of a source, which has no event time or watermarks. */
class CollectedRecords implements ReaderOutput<SourceRecord> {
    final List<SourceRecord> records = new ArrayList<>();

    @Override
    public void collect(SourceRecord record) {
        records.add(record);
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
        throw new AssertionError("the source says event time " + timestamp + " of " + record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        throw new AssertionError("the source makes " + watermark);
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<SourceRecord> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
}
