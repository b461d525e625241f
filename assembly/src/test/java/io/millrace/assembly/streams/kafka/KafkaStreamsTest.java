package io.millrace.assembly.streams.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Against the real local Kafka; each test has a topic of its own. */
class KafkaStreamsTest {
    @TempDir
    private static Path directory;

    private static LocalKafka server;

    private final List<String> events = new ArrayList<>();
    private KafkaStreamClient client;
    private String orders;

    @BeforeAll
    static void startServer() throws Exception {
        server = LocalKafka.start(directory);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @BeforeEach
    void connect(TestInfo test) {
        client = new KafkaStreamClient(server.address());
        orders = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aMissingTopicIsCreatedAsPlannedAndStampsArrivals() throws Exception {
        provision(3, 48);

        assertThat(partitions()).isEqualTo(3);
        assertThat(setting("message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(setting("retention.ms")).isEqualTo("172800000");
        assertThat(events).containsExactly("created topic %s (3 partitions)".formatted(orders));
    }

    @Test
    void anExistingTopicIsChangedToThePlanAsFarAsKafkaCan() throws Exception {
        provision(2, 48);
        events.clear();

        provision(4, 24);

        assertThat(partitions()).isEqualTo(4);
        assertThat(setting("retention.ms")).isEqualTo("86400000");
        assertThat(events).containsExactly("changed topic %s from 2 to 4 partitions".formatted(orders));
        events.clear();

        provision(1, 24);

        assertThat(partitions()).isEqualTo(4);
        assertThat(events)
                .containsExactly("topic %s keeps its 4 partitions: Kafka cannot remove any".formatted(orders));
    }

    @Test
    void aTopicThatIsAsPlannedIsLeftAlone() {
        provision(2, 24);
        events.clear();

        provision(2, 24);

        assertThat(events).isEmpty();
    }

    @Test
    void everyRecordIsWrittenAndReadInTheOrderOfItsKey() {
        provision(2, 24);
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        StreamWriter writer = client.writer(orders);
        IntStream.range(0, 1_203).forEach(n -> writer.add(new OutgoingRecord("key-" + n % 7, Integer.toString(n))));
        writer.flush();

        List<IncomingRecord> records = records(client.fromStart(orders), 1_203);

        assertThat(writer.written()).isEqualTo(1_203);
        assertThat(records).hasSize(1_203).allMatch(record -> !record.arrival().isBefore(before));
        assertThat(records.stream()
                        .filter(record -> record.partitionKey().equals("key-3"))
                        .map(record -> Integer.valueOf(record.text())))
                .isSorted()
                .hasSize(172);
    }

    @Test
    void followingFromNowLeavesOutWhatWasThere() {
        provision(2, 24);
        put("before");
        StreamFollower follower = client.fromNow(orders);
        put("after");

        assertThat(records(follower, 1)).extracting(IncomingRecord::text).containsExactly("after");
        assertThat(follower.poll()).isEmpty();
    }

    @Test
    void whatArrivedAtATimeOrLaterIsRead() throws InterruptedException {
        provision(2, 24);
        put("early");
        TimeUnit.MILLISECONDS.sleep(5); // arrivals are milliseconds
        put("later");
        Instant arrival = records(client.fromStart(orders), 2).get(1).arrival();

        assertThat(records(client.from(orders, arrival), 1))
                .extracting(IncomingRecord::text)
                .containsExactly("later");
        assertThat(client.from(orders, arrival.plusMillis(1)).poll()).isEmpty();
    }

    @Test
    void whatIsNotCommittedIsNotRead() {
        provision(1, 24);
        StreamFollower follower = client.fromStart(orders);
        try (KafkaProducer<String, String> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.address(), "transactional.id", orders),
                new StringSerializer(),
                new StringSerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(orders, "key", "given up"));
            transactional.flush();
            assertThat(follower.poll()).isEmpty();
            transactional.abortTransaction();

            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(orders, "key", "kept"));
            transactional.commitTransaction();
        }

        assertThat(records(follower, 1)).extracting(IncomingRecord::text).containsExactly("kept");
    }

    @Test
    void aHistoryHasTheArrivalsOfATimeInTheirOrderWithTheirKeysAndTheirData() throws InterruptedException {
        provision(2, 24);
        put("early");
        TimeUnit.MILLISECONDS.sleep(5); // arrivals are milliseconds
        Instant from = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] data = {(byte) 0xF3, (byte) 0x89, 0, (byte) 0xFF};
        StreamWriter writer = client.writer(orders);
        for (int n = 0; n < 3_000; n++) {
            writer.add(
                    n % 3 == 0 ? "" : "key-" + n,
                    n == 0 ? data : Integer.toString(n).getBytes(UTF_8));
        }
        writer.flush();
        Instant to = Instant.now();
        TimeUnit.MILLISECONDS.sleep(5);
        put("late");

        List<IncomingRecord> read = new ArrayList<>();
        StreamHistory history = client.history(orders, from, to);
        for (Optional<IncomingRecord> next = history.next(); next.isPresent(); next = history.next()) {
            read.add(next.get());
        }

        assertThat(read).hasSize(3_000).extracting(IncomingRecord::arrival).isSorted();
        assertThat(read).extracting(IncomingRecord::shardId).contains("0", "1");
        assertThat(read.stream().filter(record -> record.partitionKey().isEmpty()))
                .hasSize(1_000);
        assertThat(read.stream().map(IncomingRecord::data)).anyMatch(bytes -> Arrays.equals(bytes, data));
    }

    /**
     * Reads until there are as many records. One poll may return fewer: it ends after a time, and the broker writes the end of
     * a transaction to the partition some time after it has answered the commit.
     */
    private static List<IncomingRecord> records(StreamFollower follower, int count) {
        List<IncomingRecord> records = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(60);
        while (records.size() < count && Instant.now().isBefore(deadline)) {
            records.addAll(follower.poll());
        }
        return records;
    }

    @Test
    void aRecordThatIsTooLargeIsRefused() {
        provision(1, 24);
        StreamWriter writer = client.writer(orders);
        writer.add(new OutgoingRecord("key", "x".repeat(2 << 20)));

        assertThatThrownBy(writer::flush)
                .isInstanceOf(StreamException.class)
                .hasMessageStartingWith("topic %s refused a record: The message is ".formatted(orders));
        assertThat(writer.written()).isZero();
    }

    @Test
    void aPollOfALargeTopicEndsOnceItHasMuch() {
        provision(1, 24);
        String large = "x".repeat(900_000);
        StreamWriter writer = client.writer(orders);
        IntStream.range(0, 24).forEach(n -> writer.add(new OutgoingRecord("key", large)));
        writer.flush();
        StreamFollower follower = client.fromStart(orders);

        // 16 MiB are less than 19 of them, and a request brings one more at most
        assertThat(follower.poll()).hasSizeBetween(1, 20);
        assertThat(records(client.fromStart(orders), 24)).hasSize(24);
    }

    private void put(String text) {
        StreamWriter writer = client.writer(orders);
        writer.add(new OutgoingRecord("one-key", text));
        writer.flush();
    }

    private void provision(int partitions, int retentionHours) {
        client.provision(
                List.of(new StreamPlan(
                        "shop", "Orders", orders, "us-east-1", partitions, retentionHours, StreamBackend.KAFKA)),
                events::add);
    }

    private int partitions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.address()))) {
            return admin.describeTopics(List.of(orders))
                    .allTopicNames()
                    .get(5, TimeUnit.MINUTES)
                    .get(orders)
                    .partitions()
                    .size();
        }
    }

    private String setting(String key) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, orders);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.address()))) {
            Config config = admin.describeConfigs(List.of(topic))
                    .all()
                    .get(5, TimeUnit.MINUTES)
                    .get(topic);
            return config.get(key).value();
        }
    }
}
