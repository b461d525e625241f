package io.millrace.kinesis.server;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.limit.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Starts a server for each test, on an empty directory and with a stopped clock, and a client of the AWS SDK. */
public final class LocalKinesis implements BeforeEachCallback, AfterEachCallback {
    public static final StaticCredentialsProvider ANY_CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private final Duration transition;
    private final boolean limited;
    private TestClock clock = new TestClock();
    private Path directory;
    private KinesisServer server;
    private KinesisClient client;

    public LocalKinesis() {
        this(Duration.ZERO, false);
    }

    /** A server with the service's limits. */
    public static LocalKinesis limited() {
        return new LocalKinesis(Duration.ZERO, true);
    }

    /** @param transition how long a stream is CREATING, UPDATING or DELETING */
    public LocalKinesis(Duration transition) {
        this(transition, false);
    }

    private LocalKinesis(Duration transition, boolean limited) {
        this.transition = transition;
        this.limited = limited;
    }

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

    public void restart() throws IOException {
        stop();
        start();
    }

    private void start() throws IOException {
        server = KinesisServer.start(
                directory, 0, clock, clock::nanoTime, transition, limited ? Limits.on(clock) : Limits.off());
        client = client(server.endpoint());
    }

    private void stop() {
        client.close();
        server.close();
    }

    public static KinesisClient client(URI endpoint) {
        return builder(endpoint).build();
    }

    /** A client that tries nothing again. */
    public static KinesisClient impatientClient(URI endpoint) {
        return builder(endpoint)
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private static KinesisClientBuilder builder(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(ANY_CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create());
    }

    public TestClock clock() {
        return clock;
    }

    public Path directory() {
        return directory;
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public KinesisServer server() {
        return server;
    }

    public KinesisClient client() {
        return client;
    }

    public void create(String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
    }

    public PutRecordResponse put(String stream, String key, String data) {
        return client.putRecord(
                request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    public List<Shard> shards(String stream) {
        return client.listShards(request -> request.streamName(stream)).shards();
    }

    public List<Shard> openShards(String stream) {
        return shards(stream).stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .toList();
    }

    public String iterator(String stream, String shard, ShardIteratorType type) {
        return client.getShardIterator(
                        request -> request.streamName(stream).shardId(shard).shardIteratorType(type))
                .shardIterator();
    }

    public GetRecordsResponse get(String iterator) {
        return client.getRecords(request -> request.shardIterator(iterator));
    }

    /** All of a stream's records, shard by shard. */
    public List<Record> readAll(String stream) {
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

    public static List<String> texts(List<Record> records) {
        return records.stream().map(record -> record.data().asUtf8String()).toList();
    }
}
