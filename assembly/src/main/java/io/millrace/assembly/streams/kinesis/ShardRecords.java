package io.millrace.assembly.streams.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.connector.kinesis.aggregate.AggregatedRecord;
import io.millrace.connector.kinesis.aggregate.UserRecord;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * The records of a shard, whole or taken apart.
 *
 * <p>A user record whose hash key lies outside the shard's range is left out, as the Kinesis Client Library does it: after a
 * split, an aggregate may arrive with records that belong to the other child.
 */
final class ShardRecords {
    private final String shardId;
    private final BigInteger first;
    private final BigInteger last;

    ShardRecords(String shardId, HashKeyRange range) {
        this.shardId = requireNonNull(shardId, "shardId is null");
        this.first = new BigInteger(range.startingHashKey());
        this.last = new BigInteger(range.endingHashKey());
    }

    /** What consumers see of a record. */
    List<IncomingRecord> takenApart(Record record) {
        byte[] data = record.data().asByteArrayUnsafe();
        Optional<List<UserRecord>> userRecords = AggregatedRecord.read(data);
        if (userRecords.isEmpty()) {
            return List.of(single(record, fault(data)));
        }
        List<IncomingRecord> own = new ArrayList<>(userRecords.get().size());
        for (int i = 0; i < userRecords.get().size(); i++) {
            UserRecord each = userRecords.get().get(i);
            if (first.compareTo(each.hashKey()) <= 0 && each.hashKey().compareTo(last) <= 0) {
                own.add(new IncomingRecord(
                        shardId,
                        record.sequenceNumber(),
                        Optional.of((long) i),
                        each.partitionKey(),
                        each.explicitHashKey(),
                        record.approximateArrivalTimestamp(),
                        each.data(),
                        Optional.empty()));
            }
        }
        return own;
    }

    /** A record as the stream has it. */
    IncomingRecord whole(Record record) {
        byte[] data = record.data().asByteArrayUnsafe();
        return single(
                record,
                AggregatedRecord.read(data)
                        .map(records -> "an aggregate of %d records".formatted(records.size()))
                        .or(() -> fault(data)));
    }

    private static Optional<String> fault(byte[] data) {
        return AggregatedRecord.fault(data)
                .map(reason -> "begins like an aggregate of the Kinesis Producer Library, but " + reason);
    }

    private IncomingRecord single(Record record, Optional<String> note) {
        return new IncomingRecord(
                shardId,
                record.sequenceNumber(),
                Optional.empty(),
                record.partitionKey(),
                Optional.empty(),
                record.approximateArrivalTimestamp(),
                record.data().asByteArrayUnsafe(),
                note);
    }
}
