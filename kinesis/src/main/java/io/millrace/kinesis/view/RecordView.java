package io.millrace.kinesis.view;

import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.log.StoredRecord;
import io.millrace.kinesis.store.Shard;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** A record as in responses. */
public record RecordView(
        String sequenceNumber, Instant approximateArrivalTimestamp, ByteBuffer data, String partitionKey) {
    public static List<RecordView> of(List<StoredRecord> records, Shard shard) {
        return records.stream()
                .map(stored -> new RecordView(
                        new SequenceNumber(stored.tick(), shard.number()).toString(),
                        SequenceNumber.timeOf(stored.tick()),
                        stored.data(),
                        stored.partitionKey()))
                .toList();
    }
}
