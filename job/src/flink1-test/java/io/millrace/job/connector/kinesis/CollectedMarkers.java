package io.millrace.job.connector.kinesis;

import io.millrace.job.record.SourceRecord;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/** A source's output that takes markers only. */
@SuppressWarnings("deprecation")
final class CollectedMarkers implements SourceFunction.SourceContext<SourceRecord> {
    private final Consumer<SourceRecord> markers;

    CollectedMarkers(Consumer<SourceRecord> markers) {
        this.markers = markers;
    }

    @Override
    public void collect(SourceRecord marker) {
        markers.accept(marker);
    }

    @Override
    public void collectWithTimestamp(SourceRecord marker, long timestamp) {
        throw new AssertionError("markers have no timestamps");
    }

    @Override
    public void emitWatermark(Watermark mark) {
        throw new AssertionError("the source emits no watermarks");
    }

    @Override
    public void markAsTemporarilyIdle() {
        throw new AssertionError("the source is never idle");
    }

    @Override
    public Object getCheckpointLock() {
        return this;
    }

    @Override
    public void close() {}
}
