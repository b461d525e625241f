package io.millrace.integration.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.kinesis.KinesisClients;
import io.millrace.assembly.streams.kinesis.KinesisStreamClient;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The local Kinesis in a process of its own, on a directory. */
final class Broker implements AutoCloseable {
    static final String REGION = "eu-central-1";
    private static final int BATCH_RECORDS = 500;
    private static final int BATCH_BYTES = 4 << 20;

    private final JvmProcess process;
    private final URI endpoint;
    private final KinesisClient client;
    private final KinesisStreamClient streams;

    private Broker(JvmProcess process) {
        this.process = process;
        this.endpoint = process.awaitReady();
        this.client = KinesisClients.of(endpoint, REGION);
        this.streams = new KinesisStreamClient(endpoint, REGION);
    }

    /** Keeps the limits of the service. */
    static Broker start(Path directory) {
        return start(directory, "on");
    }

    /** For tests that feed it, and read it from the start, at full speed. */
    static Broker startWithoutLimits(Path directory) {
        return start(directory, "off");
    }

    private static Broker start(Path directory, String limits) {
        List<String> arguments = List.of(
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.millrace.kinesis.server.KinesisMain",
                "--dir",
                directory.resolve("kinesis").toString(),
                "--limits",
                limits);
        return new Broker(JvmProcess.start("kinesis", arguments, Map.of(), directory.resolve("kinesis.log")));
    }

    URI endpoint() {
        return endpoint;
    }

    void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
        awaitActive(stream);
    }

    /** Puts records in order and gives for each the shard and the sequence number, as in {@link #position}. */
    List<String> put(String stream, List<Put> records) {
        List<String> positions = new ArrayList<>();
        List<PutRecordsRequestEntry> batch = new ArrayList<>();
        int bytes = 0;
        for (Put record : records) {
            if (batch.size() == BATCH_RECORDS || bytes > BATCH_BYTES) {
                positions.addAll(put(batch, stream));
                batch.clear();
                bytes = 0;
            }
            batch.add(PutRecordsRequestEntry.builder()
                    .partitionKey(record.partitionKey())
                    .data(SdkBytes.fromByteArrayUnsafe(record.data()))
                    .build());
            bytes += record.data().length;
        }
        positions.addAll(put(batch, stream));
        return positions;
    }

    private List<String> put(List<PutRecordsRequestEntry> batch, String stream) {
        if (batch.isEmpty()) {
            return List.of();
        }
        String[] positions = new String[batch.size()];
        List<Integer> left = IntStream.range(0, batch.size()).boxed().toList();
        while (!left.isEmpty()) {
            List<PutRecordsRequestEntry> entries = left.stream().map(batch::get).toList();
            List<PutRecordsResultEntry> results = client.putRecords(
                            request -> request.streamName(stream).records(entries))
                    .records();
            List<Integer> refused = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).errorCode() == null) {
                    positions[left.get(i)] =
                            position(results.get(i).shardId(), results.get(i).sequenceNumber());
                } else {
                    refused.add(left.get(i)); // the shard is at its limit
                }
            }
            left = refused;
        }
        return List.of(positions);
    }

    /** Starts another consumer of these streams, which leaves their other readers less than they ask for. */
    OtherConsumer startOtherConsumer(List<String> ofStreams) {
        return OtherConsumer.start(endpoint, ofStreams);
    }

    static String position(String shardId, String sequenceNumber) {
        return shardId + "/" + sequenceNumber;
    }

    /** All that a stream holds. */
    List<IncomingRecord> read(String stream) {
        StreamFollower follower = streams.fromStart(stream);
        List<IncomingRecord> all = new ArrayList<>();
        // a read without records may have ended a shard, whose children come with the next one
        int shards = shards(stream, ShardFilterType.FROM_TRIM_HORIZON).size();
        for (int empty = 0; empty <= shards; ) {
            List<IncomingRecord> some = follower.poll();
            all.addAll(some);
            empty = some.isEmpty() ? empty + 1 : 0;
        }
        return all;
    }

    /** Divides a stream's first shard in two. */
    void splitFirst(String stream) {
        Shard shard = open(stream).get(0);
        HashKeyRange range = shard.hashKeyRange();
        BigInteger middle = new BigInteger(range.startingHashKey())
                .add(new BigInteger(range.endingHashKey()))
                .shiftRight(1);
        client.splitShard(request ->
                request.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle.toString()));
        awaitActive(stream);
    }

    /** Joins a stream's first two shards. */
    void mergeFirst(String stream) {
        List<Shard> open = open(stream);
        client.mergeShards(request -> request.streamName(stream)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
        awaitActive(stream);
    }

    private void awaitActive(String stream) {
        await().atMost(Cluster.PATIENCE)
                .until(() -> client.describeStreamSummary(request -> request.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    /** A stream's open shards in order of their hash keys. */
    private List<Shard> open(String stream) {
        return shards(stream, ShardFilterType.AT_LATEST).stream()
                .sorted(Comparator.comparing(
                        shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .toList();
    }

    private List<Shard> shards(String stream, ShardFilterType type) {
        return client.listShards(request -> request.streamName(stream).shardFilter(filter -> filter.type(type)))
                .shards();
    }

    @Override
    public void close() {
        streams.close();
        client.close();
        process.close();
    }
}
