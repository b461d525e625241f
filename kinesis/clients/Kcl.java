import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * The Kinesis Client Library, while a stream is split and merged: every record is read once, and those of a key in
 * order. {@code Kcl ENDPOINT DYNAMODB polling|fan-out}
 */
public final class Kcl {
    private static final int KEYS = 20;
    private static final int ROUNDS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, List<Integer>> readByKey = new ConcurrentHashMap<>();
    private final List<String> endedShards = new CopyOnWriteArrayList<>();
    private final URI endpoint;
    private final String stream;

    private Kcl(URI endpoint, String stream) {
        this.endpoint = endpoint;
        this.stream = stream;
    }

    public static void main(String[] args) throws Exception {
        new Kcl(URI.create(args[0]), "kcl-" + args[2]).run(URI.create(args[1]), args[2].equals("polling"));
        System.exit(0);
    }

    private void run(URI dynamo, boolean polling) throws Exception {
        try (KinesisClient producer =
                KinesisClient.builder().endpointOverride(endpoint).build()) {
            producer.createStream(request -> request.streamName(stream).shardCount(2));
            producer.waiter().waitUntilStreamExists(request -> request.streamName(stream));
            Scheduler scheduler = scheduler(dynamo, polling);
            Thread thread = new Thread(scheduler, "scheduler");
            thread.start();
            for (int round = 0; round < ROUNDS; round++) {
                put(producer, round);
                if (round == 50) {
                    producer.splitShard(request -> request.streamName(stream)
                            .shardToSplit("shardId-000000000000")
                            .newStartingHashKey("80000000000000000000000000000000000000"));
                }
                if (round == 100) {
                    producer.mergeShards(request -> request.streamName(stream)
                            .shardToMerge("shardId-000000000003")
                            .adjacentShardToMerge("shardId-000000000001"));
                }
                Thread.sleep(100);
            }
            awaitAll();
            scheduler.shutdown();
            thread.join();
        }
    }

    private void put(KinesisClient producer, int round) {
        List<PutRecordsRequestEntry> entries = IntStream.range(0, KEYS)
                .mapToObj(key -> PutRecordsRequestEntry.builder()
                        .partitionKey("key" + key)
                        .data(SdkBytes.fromUtf8String(Integer.toString(round)))
                        .build())
                .toList();
        PutRecordsResponse response =
                producer.putRecords(request -> request.streamName(stream).records(entries));
        if (response.failedRecordCount() > 0) {
            throw new AssertionError("records were not put: " + response);
        }
    }

    private void awaitAll() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (endedShards.size() < 3 || count() < KEYS * ROUNDS) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("read " + count() + " of " + KEYS * ROUNDS + " records, and ended " + endedShards);
            }
            Thread.sleep(200);
        }
        Thread.sleep(2000); // for records that come twice
        List<Integer> expected = IntStream.range(0, ROUNDS).boxed().toList();
        readByKey.forEach((key, read) -> {
            if (!read.equals(expected)) {
                throw new AssertionError(key + " must be read once and in order, got " + read);
            }
        });
    }

    private int count() {
        return readByKey.values().stream().mapToInt(List::size).sum();
    }

    /** With its index: dynalite adds none to a table that there is. */
    private static void createLeaseTable(DynamoDbAsyncClient leases, String name) {
        leases.createTable(table -> table.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                                attribute -> attribute.attributeName("leaseKey").attributeType(ScalarAttributeType.S),
                                attribute -> attribute.attributeName("leaseOwner").attributeType(ScalarAttributeType.S))
                        .keySchema(key("leaseKey", KeyType.HASH))
                        .globalSecondaryIndexes(index -> index.indexName("LeaseOwnerToLeaseKeyIndex")
                                .keySchema(key("leaseOwner", KeyType.HASH), key("leaseKey", KeyType.RANGE))
                                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))))
                .join();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private Scheduler scheduler(URI dynamo, boolean polling) {
        KinesisAsyncClient kinesis = KinesisClientUtil.createKinesisAsyncClient(
                KinesisAsyncClient.builder().endpointOverride(endpoint));
        DynamoDbAsyncClient leases =
                DynamoDbAsyncClient.builder().endpointOverride(dynamo).build();
        createLeaseTable(leases, stream);
        // never called: the metrics go nowhere
        CloudWatchAsyncClient metrics =
                CloudWatchAsyncClient.builder().endpointOverride(endpoint).build();
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(
                        stream,
                        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON)),
                stream,
                kinesis,
                leases,
                metrics,
                UUID.randomUUID().toString(),
                Processor::new);
        RetrievalConfig retrieval = configs.retrievalConfig();
        if (polling) {
            retrieval = retrieval.retrievalSpecificConfig(new PollingConfig(stream, kinesis));
        }
        return new Scheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig().parentShardPollIntervalMillis(1000).shardConsumerDispatchPollIntervalMillis(500),
                configs.leaseManagementConfig()
                        .failoverTimeMillis(3000),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                retrieval);
    }

    /** Remembers what it reads. */
    private final class Processor implements ShardRecordProcessor {
        private String shard = "";

        @Override
        public void initialize(InitializationInput input) {
            shard = input.shardId();
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> readByKey
                    .computeIfAbsent(record.partitionKey(), key -> new CopyOnWriteArrayList<>())
                    .add(Integer.parseInt(UTF_8.decode(record.data()).toString())));
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            endedShards.add(shard);
            checkpoint(input.checkpointer());
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            checkpoint(input.checkpointer());
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
            try {
                checkpointer.checkpoint();
            } catch (ShutdownException | InvalidStateException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
