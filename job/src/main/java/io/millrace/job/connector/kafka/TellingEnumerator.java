package io.millrace.job.connector.kafka;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * The connector's enumerator, which also tells each reader when it has got the partitions that it starts with.
 *
 * <p>A reader without any would otherwise wait for ever, and event time with it. All have got theirs once every
 * partition of the first discovery is assigned; a reader that registers later is handed what belongs to it while it
 * registers. After a restore that is so from the beginning: readers restore their partitions themselves.
 */
final class TellingEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long NO_CHECKPOINT = -1;

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private boolean assigned;

    TellingEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Function<
                            SplitEnumeratorContext<KafkaPartitionSplit>,
                            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>>
                    kafka) {
        this.context = context;
        this.kafka = kafka.apply(new WatchedContext(context, this::look));
    }

    @Override
    public void addReader(int subtask) {
        kafka.addReader(subtask);
        if (assigned) {
            tell(subtask);
        } else {
            look();
        }
    }

    /** Whatever the enumerator has just done may have been the last assignment. */
    private void look() {
        if (!assigned && isAssigned()) {
            assigned = true;
            context.registeredReaders().keySet().forEach(this::tell);
        }
    }

    private boolean isAssigned() {
        KafkaSourceEnumState state = snapshot();
        return state.initialDiscoveryFinished()
                && state.unassignedInitialPartitions().isEmpty();
    }

    private KafkaSourceEnumState snapshot() {
        try {
            return kafka.snapshotState(NO_CHECKPOINT);
        } catch (Exception e) {
            throw new IllegalStateException("the enumerator does not tell what it has assigned", e);
        }
    }

    private void tell(int subtask) {
        context.sendEventToSourceReader(subtask, new PartitionsAssigned());
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        kafka.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        kafka.addSplitsBack(splits, subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void close() throws IOException {
        kafka.close();
    }
}
