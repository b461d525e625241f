package io.millrace.kinesis;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** For each test a server on an empty directory, on a clock that stands still, and the AWS SDK's client of it. */
final class LocalKinesis implements BeforeEachCallback, AfterEachCallback {
    static final StaticCredentialsProvider ANY_CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private TestClock clock = new TestClock();
    private Path directory;
    private KinesisServer server;
    private KinesisClient client;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        clock = new TestClock();
        directory = Files.createTempDirectory("kinesis");
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        stop();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    void restart() throws IOException {
        stop();
        start();
    }

    private void start() throws IOException {
        server = KinesisServer.start(directory, 0, clock);
        client = client(server.endpoint());
    }

    private void stop() {
        client.close();
        server.close();
    }

    static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(ANY_CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    TestClock clock() {
        return clock;
    }

    Path directory() {
        return directory;
    }

    URI endpoint() {
        return server.endpoint();
    }

    KinesisServer server() {
        return server;
    }

    KinesisClient client() {
        return client;
    }

    void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
    }

    PutRecordResponse put(String stream, String key, String data) {
        return client.putRecord(
                request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    List<Shard> shards(String stream) {
        return client.listShards(request -> request.streamName(stream)).shards();
    }

    List<Shard> openShards(String stream) {
        return shards(stream).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .toList();
    }

    String iterator(String stream, String shard, ShardIteratorType type) {
        return client.getShardIterator(
                        request -> request.streamName(stream).shardId(shard).shardIteratorType(type))
                .shardIterator();
    }

    GetRecordsResponse get(String iterator) {
        return client.getRecords(request -> request.shardIterator(iterator));
    }

    /** All of a stream's records, shard by shard. */
    List<Record> readAll(String stream) {
        List<Record> records = new ArrayList<>();
        for (Shard shard : shards(stream)) {
            String iterator = iterator(stream, shard.shardId(), ShardIteratorType.TRIM_HORIZON);
            long behind = 1;
            while (iterator != null && behind > 0) {
                GetRecordsResponse response = get(iterator);
                records.addAll(response.records());
                iterator = response.nextShardIterator();
                behind = response.millisBehindLatest();
            }
        }
        return records;
    }

    static List<String> texts(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }
}
