package io.millrace.job.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When readers are notified. The inner enumerator of the test assigns a partition to each reader. */
class NotifyingEnumeratorTest {
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final RecordedContext context = new RecordedContext();

    @Test
    void readersAreNotifiedWhenEveryPartitionIsAssigned() {
        NotifyingEnumerator enumerator = enumerator(false, Set.of());
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        register(enumerator, 2);
        assertThat(context.log).isEmpty();

        context.discover();

        assertThat(context.log)
                .containsExactly("orders-0 to 0", "orders-1 to 1", "notified 0", "notified 1", "notified 2");
    }

    @Test
    void readerThatRegistersLateIsNotifiedAfterItsPartitions() {
        NotifyingEnumerator enumerator = enumerator(false, Set.of());
        enumerator.start();
        register(enumerator, 0);
        context.discover();
        assertThat(context.log).containsExactly("orders-0 to 0");

        register(enumerator, 1);
        register(enumerator, 2);

        assertThat(context.log)
                .containsExactly("orders-0 to 0", "orders-1 to 1", "notified 0", "notified 1", "notified 2");
    }

    @Test
    void readersHaveTheirPartitionsAfterARestore() {
        NotifyingEnumerator enumerator = enumerator(true, Set.of());
        enumerator.start();

        register(enumerator, 1);

        assertThat(context.log).containsExactly("notified 1");
    }

    @Test
    void partitionsUnassignedInTheSavedStateAreAwaited() {
        NotifyingEnumerator enumerator = enumerator(true, Set.of(SECOND));
        enumerator.start();
        register(enumerator, 0);
        assertThat(context.log).isEmpty();

        register(enumerator, 1);

        assertThat(context.log).containsExactly("orders-1 to 1", "notified 0", "notified 1");
    }

    @Test
    void restartedReaderIsNotifiedAgain() {
        NotifyingEnumerator enumerator = enumerator(true, Set.of());
        register(enumerator, 0);
        register(enumerator, 0);

        assertThat(context.log).containsExactly("notified 0", "notified 0");
    }

    private NotifyingEnumerator enumerator(boolean discovered, Set<TopicPartition> unassigned) {
        return new NotifyingEnumerator(context, watched -> new PartitionForEachReader(watched, discovered, unassigned));
    }

    private void register(NotifyingEnumerator enumerator, int subtask) {
        context.readers.put(subtask, new ReaderInfo(subtask, "here"));
        enumerator.addReader(subtask);
    }

    /** Behaves like Kafka's enumerator. */
    private static final class PartitionForEachReader
            implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
        private final SplitEnumeratorContext<KafkaPartitionSplit> context;
        private final Set<TopicPartition> unassigned;
        private boolean discovered;

        PartitionForEachReader(
                SplitEnumeratorContext<KafkaPartitionSplit> context,
                boolean discovered,
                Set<TopicPartition> unassigned) {
            this.context = context;
            this.discovered = discovered;
            this.unassigned = new HashSet<>(unassigned);
        }

        @Override
        public void start() {
            context.callAsync(() -> Set.of(FIRST, SECOND), (found, failure) -> {
                discovered = true;
                unassigned.addAll(found);
                context.registeredReaders().keySet().stream().sorted().forEach(this::assign);
            });
        }

        private void assign(int subtask) {
            TopicPartition partition = new TopicPartition("orders", subtask);
            if (unassigned.remove(partition)) {
                context.assignSplit(new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET), subtask);
            }
        }

        @Override
        public void addReader(int subtask) {
            assign(subtask);
        }

        @Override
        public KafkaSourceEnumState snapshotState(long checkpointId) {
            return UnassignedPartitions.state(unassigned, discovered);
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {}

        @Override
        public void close() {}
    }

    private static final class RecordedContext implements SplitEnumeratorContext<KafkaPartitionSplit> {
        private final List<String> log = new ArrayList<>();
        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final List<Runnable> steps = new ArrayList<>();

        /** Runs the deferred steps. */
        void discover() {
            steps.forEach(Runnable::run);
        }

        @Override
        public <T> void callAsync(Callable<T> question, BiConsumer<T, Throwable> step) {
            steps.add(() -> {
                try {
                    step.accept(question.call(), null);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }

        @Override
        public <T> void callAsync(
                Callable<T> question, BiConsumer<T, Throwable> step, long delayMillis, long everyMillis) {
            callAsync(question, step);
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {
            assertThat(event).isInstanceOf(PartitionsAssigned.class);
            log.add("notified " + subtask);
        }

        @Override
        public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
            assignment
                    .assignment()
                    .forEach((subtask, splits) ->
                            splits.forEach(split -> log.add(split.getTopicPartition() + " to " + subtask)));
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public int currentParallelism() {
            return 3;
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            throw new AssertionError("a topic has no end, but subtask " + subtask + " is notified of one");
        }

        @Override
        public void runInCoordinatorThread(Runnable step) {
            step.run();
        }
    }
}
