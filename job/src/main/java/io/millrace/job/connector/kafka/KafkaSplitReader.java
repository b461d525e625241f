package io.millrace.job.connector.kafka;

import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads some of a topic's partitions, and adds an {@link EndOfPartitionMarker} when it reaches the end of one. */
final class KafkaSplitReader implements SplitReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit> {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EndOffsetPoller ends;
    private final OffsetCommits commits;
    private final KafkaSourceReaderMetrics metrics;

    KafkaSplitReader(Properties properties, int subtask, OffsetCommits commits, KafkaSourceReaderMetrics metrics) {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                properties.getProperty(CommonClientConfigs.CLIENT_ID_CONFIG) + "-" + subtask);
        this.consumer = new KafkaConsumer<>(own);
        this.ends = new EndOffsetPoller(own);
        this.commits = commits;
        this.metrics = metrics;
        metrics.registerKafkaConsumerMetrics(consumer);
        metrics.registerNumBytesIn(consumer);
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() {
        RecordsBySplits.Builder<ConsumerRecord<byte[], byte[]>> fetched = new RecordsBySplits.Builder<>();
        try {
            commit(commits.takeDue());
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
                // the builder keeps this list, and a marker may be added to it
                fetched.addAll(KafkaPartitionSplit.toSplitId(partition), new ArrayList<>(some));
                metrics.recordCurrentOffset(partition, some.get(some.size() - 1).offset());
                metrics.maybeAddRecordsLagMetric(consumer, partition);
            }
            metrics.updateNumBytesInCounter();
            ends.reached(consumer.assignment(), consumer::position)
                    .forEach((partition, untilMillis) -> fetched.add(
                            KafkaPartitionSplit.toSplitId(partition),
                            new EndOfPartitionMarker(partition, consumer.position(partition), untilMillis)));
        } catch (WakeupException wokenUp) {
            // records that have been polled are still returned
        }
        return fetched.build();
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                metrics.recordFailedCommit();
                return;
            }
            metrics.recordSucceededCommit();
            committed.forEach((partition, offset) -> metrics.recordCommittedOffset(partition, offset.offset()));
        });
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException("partitions are only ever added, got " + change);
        }
        List<TopicPartition> partitions = new ArrayList<>(consumer.assignment());
        change.splits().forEach(split -> partitions.add(split.getTopicPartition()));
        consumer.assign(partitions);
        change.splits().forEach(this::seek);
    }

    @Override
    public void pauseOrResumeSplits(Collection<KafkaPartitionSplit> pause, Collection<KafkaPartitionSplit> resume) {
        consumer.pause(partitions(pause));
        consumer.resume(partitions(resume));
    }

    private static List<TopicPartition> partitions(Collection<KafkaPartitionSplit> splits) {
        return splits.stream().map(KafkaPartitionSplit::getTopicPartition).collect(toList());
    }

    private void seek(KafkaPartitionSplit split) {
        TopicPartition partition = split.getTopicPartition();
        metrics.registerTopicPartition(partition);
        long offset = split.getStartingOffset();
        if (offset == KafkaPartitionSplit.EARLIEST_OFFSET) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        ends.close();
        consumer.close();
    }
}
