package io.millrace.job.connector.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Not a record, but the word that a partition has been read to its tip. It travels behind the partition's records. Its
 * offset is that of the next record: later than the last record's successor where transactions have ended in between.
 */
final class Tip extends ConsumerRecord<byte[], byte[]> {
    private static final byte[] NOTHING = {};

    private final long untilMillis;

    /**
     * The tip of a partition.
     *
     * @param untilMillis epoch milliseconds by this machine's clock: whatever reached the partition before has been read
     */
    Tip(TopicPartition partition, long nextOffset, long untilMillis) {
        super(partition.topic(), partition.partition(), nextOffset, NOTHING, NOTHING);
        this.untilMillis = untilMillis;
    }

    long untilMillis() {
        return untilMillis;
    }
}
