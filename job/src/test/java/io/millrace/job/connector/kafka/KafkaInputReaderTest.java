package io.millrace.job.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of markers and records. */
class KafkaInputReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 1);
    private static final KafkaPartitionSplit FROM_40 = new KafkaPartitionSplit(PARTITION, 40);
    private static final int PATIENCE_SECONDS = 300;

    private final BlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> fetches =
            new LinkedBlockingQueue<>();
    private final Collected output = new Collected();
    private final OffsetCommits commits = new OffsetCommits();
    private final KafkaInputReader reader = new KafkaInputReader(Fetched::new, commits, new Context());

    @AfterEach
    void close() throws Exception {
        reader.close();
    }

    @Test
    void aPartitionIsOpenedBeforeItsRecordsAndListedBeforeThemToo() throws Exception {
        fetches.add(fetch(List.of(record(40), record(41), new EndOfPartitionMarker(PARTITION, 45, 1_000))));
        reader.start();
        reader.addSplits(List.of(FROM_40));
        reader.handleSourceEvents(new PartitionsAssigned());

        assertThat(output.awaits(5))
                .containsExactly(
                        SourceRecord.shardOpened("orders", "1"),
                        SourceRecord.shardsListed(),
                        data(40),
                        data(41),
                        SourceRecord.shardRead("orders", "1", 1_000));
        assertThat(reader.snapshotState(1)).containsExactly(new KafkaPartitionSplit(PARTITION, 45));
        reader.notifyCheckpointComplete(1);
        assertThat(commits.takeDue()).containsOnlyKeys(PARTITION);
    }

    @Test
    void readerWithoutPartitionsEmitsOneMarker() throws Exception {
        reader.start();
        assertThat(reader.isAvailable()).isNotDone();

        reader.handleSourceEvents(new PartitionsAssigned());
        reader.handleSourceEvents(new PartitionsAssigned());

        assertThat(output.awaits(1)).containsExactly(SourceRecord.shardsListed());
        output.poll();
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(output.records).hasSize(1);
    }

    private static RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch(
            List<ConsumerRecord<byte[], byte[]>> records) {
        RecordsBySplits.Builder<ConsumerRecord<byte[], byte[]>> fetch = new RecordsBySplits.Builder<>();
        records.forEach(record -> fetch.add(FROM_40, record));
        return fetch.build();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("orders", 1, offset, "key".getBytes(UTF_8), "{}".getBytes(UTF_8));
    }

    private static SourceRecord data(long offset) {
        return SourceRecord.data(
                "orders", "1", Long.toString(offset), "key", SourceRecord.NO_ARRIVAL, "{}".getBytes(UTF_8));
    }

    /** Returns the records of the test. */
    private final class Fetched implements SplitReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit> {
        @Override
        public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() {
            try {
                RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch = fetches.poll(100, TimeUnit.MILLISECONDS);
                return fetch == null ? new RecordsBySplits.Builder<ConsumerRecord<byte[], byte[]>>().build() : fetch;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {}

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
    }

    private final class Collected extends CollectedRecords {
        /** Polls like a task, until there are as many records. */
        List<SourceRecord> awaits(int count) throws Exception {
            while (records.size() < count) {
                reader.isAvailable().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                poll();
            }
            return records;
        }

        void poll() throws Exception {
            reader.pollNext(this);
        }
    }

    private static final class Context implements SourceReaderContext {
        private final SourceReaderMetricGroup metrics = UnregisteredMetricsGroup.createSourceReaderMetricGroup();

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return metrics;
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "here";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {}

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {}

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
