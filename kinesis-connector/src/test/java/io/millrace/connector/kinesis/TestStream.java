package io.millrace.connector.kinesis;

import static java.util.Comparator.comparing;

import io.millrace.kinesis.server.KinesisServer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream on a local server. */
final class TestStream {
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final KinesisServer server;
    private final KinesisAsyncClient client;
    private final String name;

    private TestStream(KinesisServer server, KinesisAsyncClient client, String name) {
        this.server = server;
        this.client = client;
        this.name = name;
    }

    static KinesisAsyncClient client(KinesisServer server) {
        return KinesisAsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    static TestStream create(KinesisServer server, KinesisAsyncClient client, String name, int shards) {
        client.createStream(request -> request.streamName(name).shardCount(shards))
                .join();
        TestStream stream = new TestStream(server, client, name);
        stream.awaitActive();
        return stream;
    }

    private void awaitActive() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(60))
                .until(() -> client.describeStreamSummary(request -> request.streamName(name))
                                .join()
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    String arn() {
        return "arn:aws:kinesis:eu-west-1:000000000000:stream/" + name;
    }

    Map<String, String> properties() {
        return Map.of(
                "aws.endpoint",
                server.endpoint().toString(),
                "aws.credentials.provider.basic.accesskeyid",
                "any",
                "aws.credentials.provider.basic.secretkey",
                "any");
    }

    void registerConsumer(String consumer) {
        client.registerStreamConsumer(request -> request.streamARN(arn()).consumerName(consumer))
                .join();
    }

    /** Puts records whose keys are their data up to the first colon. */
    void put(List<String> texts) {
        for (int i = 0; i < texts.size(); i += 500) {
            List<PutRecordsRequestEntry> entries = texts.subList(i, Math.min(texts.size(), i + 500)).stream()
                    .map(text -> PutRecordsRequestEntry.builder()
                            .partitionKey(text.substring(0, text.indexOf(':')))
                            .data(SdkBytes.fromUtf8String(text))
                            .build())
                    .toList();
            int failed = client.putRecords(request -> request.streamName(name).records(entries))
                    .join()
                    .failedRecordCount();
            if (failed > 0) {
                throw new IllegalStateException(failed + " records were refused");
            }
        }
    }

    void put(byte[] data, String partitionKey, String hashKey) {
        client.putRecord(request -> request.streamName(name)
                        .partitionKey(partitionKey)
                        .explicitHashKey(hashKey)
                        .data(SdkBytes.fromByteArray(data)))
                .join();
    }

    /** All records, shard by shard. */
    List<String> readAll() {
        List<String> texts = new ArrayList<>();
        for (Shard shard :
                client.listShards(request -> request.streamName(name)).join().shards()) {
            String iterator = client.getShardIterator(request -> request.streamName(name)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .join()
                    .shardIterator();
            long behind = 1;
            while (iterator != null && behind > 0) {
                String from = iterator;
                GetRecordsResponse response = client.getRecords(request -> request.shardIterator(from))
                        .join();
                response.records().forEach(record -> texts.add(record.data().asUtf8String()));
                iterator = response.nextShardIterator();
                behind = response.millisBehindLatest();
            }
        }
        return texts;
    }

    List<Shard> openShards() {
        return client.listShards(request -> request.streamName(name)).join().shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    /** Splits the first open shard in the middle. */
    void splitFirst() {
        Shard shard = openShards().get(0);
        BigInteger start = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
        client.splitShard(request -> request.streamName(name)
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(
                                start.add(end).add(BigInteger.ONE).shiftRight(1).toString()))
                .join();
        awaitActive();
    }

    /** Merges the first two open shards. */
    void mergeFirst() {
        List<Shard> open = openShards();
        client.mergeShards(request -> request.streamName(name)
                        .shardToMerge(open.get(0).shardId())
                        .adjacentShardToMerge(open.get(1).shardId()))
                .join();
        awaitActive();
    }
}
