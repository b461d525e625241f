package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.KinesisRecord;
import io.millrace.connector.kinesis.split.ListedShard;
import java.time.Instant;
import java.util.List;

/** What comes out of a shard, in order. */
interface ShardItem {

    /**
     * A record.
     *
     * @param place whether more user records of an aggregated record follow
     */
    record Data(KinesisRecord record, Place place) implements ShardItem {}

    /** Where a user record is in its aggregated record. */
    enum Place {
        WITHIN,
        LAST
    }

    /** Nothing to emit: all user records of an aggregated record belong to other shards. */
    record Nothing(String sequenceNumber) implements ShardItem {}

    /** All records that had arrived before have been returned. */
    record ReadUntil(Instant time) implements ShardItem {}

    /** The shard has ended. */
    record Closed(List<ListedShard> children) implements ShardItem {}
}
