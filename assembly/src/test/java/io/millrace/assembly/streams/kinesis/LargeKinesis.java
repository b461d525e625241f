package io.millrace.assembly.streams.kinesis;

import java.time.Instant;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream of four shards, of which each read brings 9 MiB. */
final class LargeKinesis implements KinesisClient {
    private static final int SHARDS = 4;
    private static final SdkBytes DATA = SdkBytes.fromByteArrayUnsafe(new byte[9 << 20]);

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
        return ListShardsResponse.builder()
                .shards(IntStream.range(0, SHARDS).mapToObj(LargeKinesis::shard).toList())
                .build();
    }

    private static Shard shard(int number) {
        return Shard.builder()
                .shardId(Integer.toString(number))
                .hashKeyRange(range -> range.startingHashKey("0").endingHashKey("1"))
                .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        return GetShardIteratorResponse.builder()
                .shardIterator(request.shardId())
                .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        return GetRecordsResponse.builder()
                .records(Record.builder()
                        .sequenceNumber("0")
                        .partitionKey("key")
                        .approximateArrivalTimestamp(Instant.EPOCH)
                        .data(DATA)
                        .build())
                .nextShardIterator(request.shardIterator())
                .build();
    }

    @Override
    public String serviceName() {
        return "kinesis";
    }

    @Override
    public void close() {}
}
