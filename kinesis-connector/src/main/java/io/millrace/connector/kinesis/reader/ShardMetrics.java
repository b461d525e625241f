package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.client.StreamArn;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The metrics of one shard, with the names and groups that Flink's own connector gives them. */
final class ShardMetrics implements AutoCloseable {
    private static final long UNKNOWN = -1;

    private final MetricGroup group;
    private final Counter bytesIn;
    private final FetchLag lag;
    private volatile long millisBehindLatest = UNKNOWN;

    ShardMetrics(SourceReaderMetricGroup reader, StreamArn stream, String shardId, FetchLag lag) {
        this.lag = lag;
        this.group = reader.addGroup("KinesisStreamSource")
                .addGroup("accountId", stream.account())
                .addGroup("region", stream.region())
                .addGroup("stream", stream.name())
                .addGroup("shardId", shardId);
        this.bytesIn = reader.getIOMetricGroup().getNumBytesInCounter();
        group.gauge("millisBehindLatest", () -> millisBehindLatest);
    }

    /** Takes an answer. */
    void read(List<Record> records, long millisBehind) {
        millisBehindLatest = millisBehind;
        if (!records.isEmpty()) {
            lag.fetched(records.get(records.size() - 1).approximateArrivalTimestamp());
        }
        records.forEach(record -> bytesIn.inc(record.data().asByteArrayUnsafe().length));
    }

    /** Takes the shard's metrics away: it is not behind any more. */
    @Override
    public void close() {
        if (group instanceof AbstractMetricGroup<?> closeable) {
            closeable.close();
        }
    }
}
