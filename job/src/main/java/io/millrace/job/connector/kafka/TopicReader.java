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

/** One subtask's part of a topic: says which partitions it reads before it gives their records. */
@SuppressWarnings("try") // who closes a reader is Flink
final class TopicReader
        extends SingleThreadMultiplexSourceReaderBase<
                ConsumerRecord<byte[], byte[]>, SourceRecord, KafkaPartitionSplit, KafkaPartitionSplitState> {
    private final OffsetCommits commits;
    private final Queue<SourceRecord> words = new ArrayDeque<>();
    private boolean listed;

    TopicReader(
            Supplier<SplitReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit>> partitions,
            OffsetCommits commits,
            SourceReaderContext context) {
        super(partitions, new EmitRecord(), new Configuration(), context);
        this.commits = commits;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> partitions) {
        partitions.forEach(partition ->
                words.add(SourceRecord.shardOpened(partition.getTopic(), Integer.toString(partition.getPartition()))));
        super.addSplits(partitions);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof PartitionsAssigned && !listed) {
            listed = true;
            words.add(SourceRecord.shardsListed());
            // a reader without partitions is asked for records only when it says that it has some
            splitFetcherManager.getQueue().notifyAvailable();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
        SourceRecord word = words.poll();
        if (word == null) {
            return super.pollNext(output);
        }
        output.collect(word);
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

    /** A topic has no end. */
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
