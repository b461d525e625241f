package io.millrace.assembly.streams.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.kinesis.server.KinesisServer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** Against the real local Kinesis. */
class KinesisStreamsTest {
    private static final StreamPlan ORDERS = new StreamPlan("shop", "Orders", "orders", "us-east-1", 2, 24);

    private static final StreamPlan ON_DEMAND =
            new StreamPlan("shop", "Orders", "orders", "us-east-1", StreamPlan.ON_DEMAND, 24);

    private static final String LAST_HASH_KEY = "340282366920938463463374607431768211455";

    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();
    private KinesisServer server;
    private KinesisClient client;

    @BeforeEach
    void start() throws Exception {
        server = KinesisServer.start(directory);
        client = KinesisClients.of(server.endpoint(), "us-east-1");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aMissingStreamIsCreatedAsPlanned() {
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 3, 48));

        assertThat(describe().openShardCount()).isEqualTo(3);
        assertThat(describe().retentionPeriodHours()).isEqualTo(48);
        assertThat(describe().streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(events).containsExactly("created stream orders (3 shards)");
    }

    @Test
    void aStreamOnDemandIsCreatedAsSuch() {
        provision(ON_DEMAND);

        assertThat(describe().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(events).containsExactly("created stream orders (on demand)");
    }

    @Test
    void anExistingStreamIsChangedToThePlan() {
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 2, 48));
        events.clear();

        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 4, 24));

        assertThat(describe().openShardCount()).isEqualTo(4);
        assertThat(describe().retentionPeriodHours()).isEqualTo(24);
        assertThat(events).containsExactly("changed stream orders from 2 to 4 shards");
    }

    @Test
    void aStreamOnDemandBecomesProvisionedBeforeItIsResharded() {
        provision(ON_DEMAND);
        events.clear();

        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 3, 24));

        assertThat(describe().streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(describe().openShardCount()).isEqualTo(3);
        assertThat(events)
                .containsExactly(
                        "changed stream orders to the mode PROVISIONED", "changed stream orders from 4 to 3 shards");
    }

    @Test
    void aChangeOfTheModeKeepsTheShards() {
        provision(ON_DEMAND);
        events.clear();

        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 4, 24));
        assertThat(describe().streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);

        provision(ON_DEMAND);
        assertThat(describe().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(describe().openShardCount()).isEqualTo(4);
        assertThat(events)
                .containsExactly(
                        "changed stream orders to the mode PROVISIONED", "changed stream orders to the mode ON_DEMAND");
    }

    @Test
    void aStreamThatIsAsPlannedIsLeftAlone() {
        provision(ORDERS);
        events.clear();

        provision(ORDERS);

        assertThat(events).isEmpty();
    }

    @Test
    void everyRecordIsWrittenInBatchesAndReadInTheOrderOfItsKey() {
        provision(ORDERS);
        StreamWriter writer = new KinesisWriter(client, "orders");
        IntStream.range(0, 1_203).forEach(n -> writer.add(new OutgoingRecord("key-" + n % 7, Integer.toString(n))));
        writer.flush();

        List<IncomingRecord> records = read(KinesisFollower.fromStart(client, "orders"), 1_203);

        assertThat(writer.written()).isEqualTo(1_203);
        assertThat(records).hasSize(1_203);
        assertThat(numbers(records, "key-3")).isSorted().hasSize(172);
    }

    @Test
    void whatArrivedAtATimeOrLaterIsRead() throws InterruptedException {
        provision(ORDERS);
        put("early");
        TimeUnit.MILLISECONDS.sleep(5); // arrivals are milliseconds
        put("later");
        List<IncomingRecord> all = read(KinesisFollower.fromStart(client, "orders"), 2);
        Instant arrival = all.stream()
                .filter(record -> record.text().equals("later"))
                .findFirst()
                .orElseThrow()
                .arrival();

        assertThat(read(KinesisFollower.from(client, "orders", arrival), 1))
                .extracting(IncomingRecord::text)
                .containsExactly("later");
        assertThat(read(KinesisFollower.from(client, "orders", Instant.EPOCH), 2))
                .hasSize(2);
    }

    @Test
    void recordsThatFillTheRequestGoIntoTheNextOne() {
        provision(ORDERS);
        String large = "x".repeat(900_000);
        StreamWriter writer = new KinesisWriter(client, "orders");
        IntStream.range(0, 6).forEach(n -> writer.add(new OutgoingRecord("key", large)));
        writer.flush();

        assertThat(read(KinesisFollower.fromStart(client, "orders"), 6)).hasSize(6);
    }

    /** Two user records: of hash key 0, and of the last one, which is in the other shard. */
    @Test
    void aggregatesAreTakenApartAsConsumersDo() throws Exception {
        provision(ORDERS);
        byte[] message = HexFormat.of()
                .parseHex(
                        "0a016b" // partition keys: k
                                + "120130" // hash keys: 0
                                + "1227" + HexFormat.of().formatHex(LAST_HASH_KEY.getBytes(UTF_8)) // and the last one
                                + "1a07080010001a0161" // record: partition key 0, hash key 0, data a
                                + "1a07080010011a0162" // record: partition key 0, hash key 1, data b
                                + "1a07080010001a0163"); // record: partition key 0, hash key 0, data c
        byte[] whole = new byte[4 + message.length + 16];
        System.arraycopy(HexFormat.of().parseHex("f3899ac2"), 0, whole, 0, 4);
        System.arraycopy(message, 0, whole, 4, message.length);
        System.arraycopy(MessageDigest.getInstance("MD5").digest(message), 0, whole, 4 + message.length, 16);
        putBytes(whole);
        whole[whole.length - 1]++;
        putBytes(whole);

        List<IncomingRecord> records = read(KinesisFollower.fromStart(client, "orders"), 3);
        List<IncomingRecord> unread =
                KinesisFollower.fromStart(client, "orders").pollWhole();

        assertThat(records)
                .extracting(IncomingRecord::text)
                .startsWith("a", "c")
                .hasSize(3);
        assertThat(records)
                .extracting(IncomingRecord::subSequenceNumber)
                .containsExactly(Optional.of(0L), Optional.of(2L), Optional.empty());
        assertThat(records.get(1).partitionKey()).isEqualTo("k");
        assertThat(records.get(1).explicitHashKey()).contains("0");
        assertThat(records.get(2).data()).isEqualTo(whole);
        assertThat(records.get(2).note())
                .contains("begins like an aggregate of the Kinesis Producer Library, but the MD5 at its end is not that"
                        + " of its message");
        assertThat(unread)
                .extracting(record -> record.note().orElseThrow())
                .startsWith("an aggregate of 3 records")
                .hasSize(2);
    }

    @Test
    void dataThatIsNoTextIsReadToo() {
        provision(ORDERS);
        byte[] avro = {(byte) 0xC3, 1, 2, (byte) 0xFF};
        putBytes(avro);
        putBytes("replaced: \uFFFD".getBytes(UTF_8));

        assertThat(read(KinesisFollower.fromStart(client, "orders"), 2))
                .extracting(IncomingRecord::note)
                .containsExactly(Optional.of("not UTF-8"), Optional.empty());
    }

    private void putBytes(byte[] data) {
        client.putRecord(request -> request.streamName("orders")
                .partitionKey("whole")
                .explicitHashKey("0")
                .data(SdkBytes.fromByteArray(data)));
    }

    @Test
    void followingFromNowLeavesOutWhatWasThere() {
        provision(ORDERS);
        put("before");
        StreamFollower follower = KinesisFollower.fromNow(client, "orders");
        put("after");

        assertThat(read(follower, 1)).extracting(IncomingRecord::text).containsExactly("after");
    }

    @Test
    void followingGoesOnInTheShardsOfAReshardInTheOrderOfAKey() {
        provision(ORDERS);
        put("1");
        StreamFollower follower = KinesisFollower.fromStart(client, "orders");
        StreamFollower late = KinesisFollower.fromNow(client, "orders");
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 4, 24));
        put("2");
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 1, 24));
        put("3");

        assertThat(read(follower, 3)).extracting(IncomingRecord::text).containsExactly("1", "2", "3");
        assertThat(read(late, 2)).extracting(IncomingRecord::text).containsExactly("2", "3");
        assertThat(read(KinesisFollower.fromStart(client, "orders"), 3))
                .extracting(IncomingRecord::text)
                .containsExactly("1", "2", "3");
        assertThat(read(KinesisFollower.fromNow(client, "orders"), 0)).isEmpty();
    }

    @Test
    void aShardIsReadToItsEndBeforeItsChildrenAre() {
        provision(ORDERS);
        IntStream.range(0, 3).forEach(n -> putNumbers(n * 1_000, (n + 1) * 1_000));
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 4, 24));
        putNumbers(3_000, 3_001);

        List<IncomingRecord> records = read(KinesisFollower.fromStart(client, "orders"), 3_001);

        assertThat(numbers(records, "one-key")).isSorted().hasSize(3_001);
    }

    @Test
    void aHistoryHasTheArrivalsOfATimeInTheirOrderAcrossAReshard() throws InterruptedException {
        provision(ORDERS);
        put("early");
        TimeUnit.MILLISECONDS.sleep(5); // arrivals are milliseconds
        Instant from = Instant.now();
        putKeys(0);
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 4, 24));
        putKeys(1);
        provision(new StreamPlan("shop", "Orders", "orders", "us-east-1", 1, 24));
        putKeys(2);
        Instant to = Instant.now();
        TimeUnit.MILLISECONDS.sleep(5);
        put("late");

        List<IncomingRecord> read = new ArrayList<>();
        StreamHistory history = KinesisHistory.of(client, "orders", from, to);
        history.next().ifPresent(read::add);
        for (Optional<IncomingRecord> next = history.next(); next.isPresent(); next = history.next()) {
            read.add(next.get());
        }

        assertThat(read).extracting(IncomingRecord::arrival).isSorted();
        assertThat(read.stream().map(record -> record.text().charAt(0)))
                .isSorted()
                .hasSize(30);
        assertThat(read).extracting(IncomingRecord::text).doesNotHaveDuplicates();
        assertThat(history.next()).isEmpty();
    }

    /** Ten records that begin with a digit, each with another key. */
    private void putKeys(int digit) {
        StreamWriter writer = new KinesisWriter(client, "orders");
        IntStream.range(0, 10).forEach(n -> writer.add(new OutgoingRecord("key-" + n, digit + "-" + n)));
        writer.flush();
    }

    @Test
    void anyDataIsReadAsItWasWrittenAndARecordWithoutAKeyGetsOne() {
        provision(ORDERS);
        byte[] data = {(byte) 0xF3, (byte) 0x89, 0, (byte) 0xFF};
        StreamWriter writer = new KinesisWriter(client, "orders");
        writer.add("", data);
        writer.flush();

        assertThat(read(KinesisFollower.fromStart(client, "orders"), 1))
                .singleElement()
                .satisfies(record -> assertThat(record.data()).isEqualTo(data))
                .satisfies(record -> assertThat(record.partitionKey()).isNotEmpty());
    }

    private void putNumbers(int from, int to) {
        StreamWriter writer = new KinesisWriter(client, "orders");
        IntStream.range(from, to).forEach(n -> writer.add(new OutgoingRecord("one-key", Integer.toString(n))));
        writer.flush();
    }

    private void provision(StreamPlan stream) {
        new KinesisProvisioner(client, events::add).provision(List.of(stream));
    }

    private void put(String text) {
        StreamWriter writer = new KinesisWriter(client, "orders");
        writer.add(new OutgoingRecord("one-key", text));
        writer.flush();
    }

    /** Polls until there are as many records, and once more: a poll may also end a shard, and the next one opens its children. */
    private static List<IncomingRecord> read(StreamFollower follower, int count) {
        List<IncomingRecord> records = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(60);
        while (records.size() < count && Instant.now().isBefore(deadline)) {
            records.addAll(follower.poll());
        }
        records.addAll(follower.poll());
        return records;
    }

    private static List<Integer> numbers(List<IncomingRecord> records, String key) {
        return records.stream()
                .filter(record -> record.partitionKey().equals(key))
                .map(record -> Integer.valueOf(record.text()))
                .toList();
    }

    private StreamDescriptionSummary describe() {
        return client.describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();
    }
}
