package io.millrace.assembly.streams.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * A stream of one shard with three records, of which a read returns one. The iterators of its answers have expired, the second read is
 * one too many, and a put takes one record.
 */
final class ScriptedKinesis implements KinesisClient {
    final List<String> taken = new ArrayList<>();
    private int reads;
    private int iterators;

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
        return ListShardsResponse.builder()
                .shards(Shard.builder()
                        .shardId("shardId-000000000000")
                        .hashKeyRange(range ->
                                range.startingHashKey("0").endingHashKey("340282366920938463463374607431768211455"))
                        .build())
                .build();
    }

    /** An iterator is the number of the next record, and its own number. */
    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        String next = request.shardIteratorType() == ShardIteratorType.AT_TIMESTAMP
                ? "0"
                : Integer.toString(Integer.parseInt(request.startingSequenceNumber()) + 1);
        iterators++;
        return GetShardIteratorResponse.builder()
                .shardIterator(next + " " + iterators)
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        reads++;
        if (reads == 2) {
            throw ProvisionedThroughputExceededException.builder().build();
        }
        String[] iterator = request.shardIterator().split(" ", -1);
        if (!iterator[1].equals(Integer.toString(iterators))) {
            throw ExpiredIteratorException.builder().build();
        }
        int next = Integer.parseInt(iterator[0]);
        List<Record> records = next > 2
                ? List.of()
                : List.of(Record.builder()
                        .sequenceNumber(Integer.toString(next))
                        .partitionKey("key")
                        .approximateArrivalTimestamp(Instant.ofEpochMilli(next))
                        .data(SdkBytes.fromUtf8String(Integer.toString(next)))
                        .build());
        return GetRecordsResponse.builder()
                .records(records)
                .nextShardIterator(next + 1 + " expired")
                .millisBehindLatest(0L)
                .build();
    }

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
        taken.add(request.records().get(0).partitionKey());
        return PutRecordsResponse.builder()
                .records(IntStream.range(0, request.records().size())
                        .mapToObj(index -> PutRecordsResultEntry.builder()
                                .errorCode(index == 0 ? null : "ProvisionedThroughputExceededException")
                                .build())
                        .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return "kinesis";
    }

    @Override
    public void close() {}
}
