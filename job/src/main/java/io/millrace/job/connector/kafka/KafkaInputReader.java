package io.millrace.job.connector.kafka;

import io.millrace.job.record.SourceRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads one subtask's partitions of a topic, and emits a marker for each before its records. */
@SuppressWarnings("try") // Flink closes the reader
final class KafkaInputReader
        extends SingleThreadMultiplexSourceReaderBase<
                ConsumerRecord<byte[], byte[]>, SourceRecord, KafkaPartitionSplit, KafkaPartitionSplitState> {
    private final OffsetCommits commits;
    private final Queue<SourceRecord> markers = new ArrayDeque<>();
    private boolean listed;

    KafkaInputReader(
            Supplier<SplitReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit>> partitions,
            OffsetCommits commits,
            SourceReaderContext context) {
        super(partitions, new KafkaRecordEmitter(), new Configuration(), context);
        this.commits = commits;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> partitions) {
        partitions.forEach(partition -> markers.add(
                SourceRecord.shardOpened(partition.getTopic(), Integer.toString(partition.getPartition()))));
        super.addSplits(partitions);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof PartitionsAssigned && !listed) {
            listed = true;
            markers.add(SourceRecord.shardsListed());
            // a reader without partitions is polled only after it announces that it has something
            splitFetcherManager.getQueue().notifyAvailable();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
        SourceRecord marker = markers.poll();
        if (marker == null) {
            return super.pollNext(output);
        }
        output.collect(marker);
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> positions = super.snapshotState(checkpointId);
        commits.snapshot(checkpointId, positions);
        return positions;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        commits.complete(checkpointId);
    }

    /** Never called: a topic has no end. */
    @Override
    protected void onSplitFinished(Map<String, KafkaPartitionSplitState> finished) {}

    @Override
    protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit partition) {
        return new KafkaPartitionSplitState(partition);
    }

    @Override
    protected KafkaPartitionSplit toSplitType(@Nullable String id, KafkaPartitionSplitState state) {
        return state.toKafkaPartitionSplit();
    }
}
