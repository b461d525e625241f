package io.millrace.benchmarks.stage;

import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.kinesis.KinesisClients;
import io.millrace.benchmarks.paced.EventWriter;
import io.millrace.local.stage.LocalStage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Writes aggregated records, since no producer of such rates writes single ones: a shard takes 1,000 of them a second. */
final class KinesisEventWriter implements EventWriter, AutoCloseable {
    private static final int BATCH = 64;

    private final LocalStage stage;
    private final KinesisClient client;
    private final BigInteger keysPerShard;

    KinesisEventWriter(LocalStage stage, int shards) {
        this.stage = stage;
        this.client = KinesisClients.of(stage.endpoint(), stage.region());
        this.keysPerShard = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(shards));
    }

    @Override
    public void write(String stream, int shard, List<byte[]> events) {
        String name = stage.streamName(stream);
        String hashKey = keysPerShard.multiply(BigInteger.valueOf(shard)).toString();
        String partitionKey = "shard-" + shard;
        List<PutRecordsRequestEntry> batch = new ArrayList<>();
        KplAggregate aggregate = new KplAggregate(partitionKey, hashKey);
        for (byte[] event : events) {
            if (!aggregate.hasSpace(event)) {
                batch.add(entry(aggregate, partitionKey, hashKey));
                aggregate = new KplAggregate(partitionKey, hashKey);
                if (batch.size() == BATCH) {
                    put(name, batch);
                    batch.clear();
                }
            }
            aggregate.add(event);
        }
        batch.add(entry(aggregate, partitionKey, hashKey));
        put(name, batch);
    }

    private static PutRecordsRequestEntry entry(KplAggregate aggregate, String partitionKey, String hashKey) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromByteArrayUnsafe(aggregate.bytes()))
                .build();
    }

    private void put(String stream, List<PutRecordsRequestEntry> batch) {
        int refused = client.putRecords(request -> request.streamName(stream).records(batch))
                .failedRecordCount();
        if (refused > 0) {
            throw new StreamException(
                    "stream %s must take all records, but refused %d of %d".formatted(stream, refused, batch.size()));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
