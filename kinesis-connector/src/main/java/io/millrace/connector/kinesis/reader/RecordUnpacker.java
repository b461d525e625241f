package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.KinesisRecord;
import io.millrace.connector.kinesis.aggregate.AggregatedRecord;
import io.millrace.connector.kinesis.aggregate.UserRecord;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Makes items of a shard's records, and takes aggregated records apart.
 *
 * <p>A user record whose hash key lies outside the shard's range is left out, as the Kinesis Client Library does it: when
 * shards are split, an aggregate may arrive with records that belong to the other child. It is there, too.
 */
final class RecordUnpacker {
    private final StreamArn stream;
    private final KinesisShardSplit shard;

    RecordUnpacker(StreamArn stream, KinesisShardSplit shard) {
        this.stream = stream;
        this.shard = shard;
    }

    /**
     * The items of records.
     *
     * @param from where the reading of the shard has begun: of an aggregated record, what comes after
     */
    List<ShardItem> unpack(List<Record> records, ShardPosition from) {
        List<ShardItem> items = new ArrayList<>(records.size() + 1);
        for (Record record : records) {
            byte[] data = record.data().asByteArrayUnsafe();
            boolean isPartlyRead =
                    from.kind() == ShardPosition.Kind.WITHIN && from.sequence().equals(record.sequenceNumber());
            Optional<List<UserRecord>> userRecords = AggregatedRecord.read(data);
            if (userRecords.isPresent()) {
                addUserRecords(record, userRecords.get(), isPartlyRead ? from.subSequenceNumber() + 1 : 0, items);
            } else if (!isPartlyRead) {
                KinesisRecord whole = new KinesisRecord(
                        stream.text(),
                        shard.shardId(),
                        record.sequenceNumber(),
                        0,
                        record.partitionKey(),
                        null,
                        record.approximateArrivalTimestamp(),
                        data);
                items.add(new ShardItem.Data(whole, ShardItem.Place.LAST));
            }
        }
        return items;
    }

    private void addUserRecords(Record record, List<UserRecord> userRecords, long first, List<ShardItem> items) {
        List<KinesisRecord> own = new ArrayList<>(userRecords.size());
        for (int i = (int) first; i < userRecords.size(); i++) {
            UserRecord each = userRecords.get(i);
            if (isOwn(each.hashKey())) {
                own.add(new KinesisRecord(
                        stream.text(),
                        shard.shardId(),
                        record.sequenceNumber(),
                        i,
                        each.partitionKey(),
                        each.explicitHashKey().orElse(null),
                        record.approximateArrivalTimestamp(),
                        each.data()));
            }
        }
        for (int i = 0; i < own.size(); i++) {
            items.add(new ShardItem.Data(
                    own.get(i), i == own.size() - 1 ? ShardItem.Place.LAST : ShardItem.Place.WITHIN));
        }
        if (own.isEmpty()) {
            items.add(new ShardItem.Nothing(record.sequenceNumber()));
        }
    }

    private boolean isOwn(BigInteger hashKey) {
        return hashKey.compareTo(shard.startingHashKey()) >= 0 && hashKey.compareTo(shard.endingHashKey()) <= 0;
    }
}
