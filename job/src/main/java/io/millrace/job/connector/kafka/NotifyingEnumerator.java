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
 * The connector's enumerator, which also notifies each reader when it has the partitions that it starts with.
 *
 * <p>Without that, a reader without partitions would wait forever, and so would event time. Readers have their
 * partitions once all partitions of the first discovery are assigned; a reader that registers later gets its own while
 * it registers. After a restore they have them at once: readers restore their partitions themselves.
 */
final class NotifyingEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long NO_CHECKPOINT = -1;

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private boolean assigned;

    NotifyingEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Function<
                            SplitEnumeratorContext<KafkaPartitionSplit>,
                            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>>
                    kafka) {
        this.context = context;
        this.kafka = kafka.apply(new CallbackEnumeratorContext(context, this::notifyIfAssigned));
    }

    @Override
    public void addReader(int subtask) {
        kafka.addReader(subtask);
        if (assigned) {
            notifyReader(subtask);
        } else {
            notifyIfAssigned();
        }
    }

    /** Called after each step of the enumerator, which may have made the last assignment. */
    private void notifyIfAssigned() {
        if (!assigned && isAssigned()) {
            assigned = true;
            context.registeredReaders().keySet().forEach(this::notifyReader);
        }
    }

    private boolean isAssigned() {
        KafkaSourceEnumState state = snapshot();
        return state.initialDiscoveryFinished() && !EnumeratorStates.hasUnassigned(state);
    }

    private KafkaSourceEnumState snapshot() {
        try {
            return kafka.snapshotState(NO_CHECKPOINT);
        } catch (Exception e) {
            throw new IllegalStateException("the state of the enumerator cannot be read", e);
        }
    }

    private void notifyReader(int subtask) {
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
