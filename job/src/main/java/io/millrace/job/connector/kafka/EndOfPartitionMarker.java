package io.millrace.job.connector.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Not a record, but the marker that a partition has been read to its end. It follows the partition's records. Its offset
 * is that of the next record, which is not the one after the last record if a transaction has ended in between.
 */
final class EndOfPartitionMarker extends ConsumerRecord<byte[], byte[]> {
    private static final byte[] NOTHING = {};

    private final long untilMillis;

    /**
     * The marker of a partition.
     *
     * @param untilMillis epoch milliseconds by this machine's clock: all records that arrived before have been read
     */
    EndOfPartitionMarker(TopicPartition partition, long nextOffset, long untilMillis) {
        super(partition.topic(), partition.partition(), nextOffset, NOTHING, NOTHING);
        this.untilMillis = untilMillis;
    }

    long untilMillis() {
        return untilMillis;
    }
}
