package io.millrace.kinesis.api;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.server.LocalKinesis;
import io.millrace.kinesis.store.HashKeys;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** Putting and getting records, with the SDK speaking CBOR (its default) and JSON. */
@ParameterizedClass(name = "cbor {0}")
@ValueSource(booleans = {true, false})
class RecordsTest {
    private static final String CBOR = "aws.cborEnabled";
    private static final String SHARD = "shardId-000000000000";
    private static final int MIB = 1 << 20;

    @Parameter
    private boolean cbor;

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @BeforeEach
    void chooseTheEncoding() {
        System.setProperty(CBOR, Boolean.toString(cbor));
        kinesis.create("orders", 1);
    }

    @AfterEach
    void useTheDefaultEncodingAgain() {
        System.clearProperty(CBOR);
    }

    @Test
    void aRecordComesBackAsItWasPut() {
        byte[] allBytes = new byte[256];
        IntStream.range(0, 256).forEach(i -> allBytes[i] = (byte) i);
        kinesis.clock().advance(Duration.ofMillis(7));

        PutRecordResponse put = client().putRecord(request ->
                request.streamName("orders").partitionKey("ключ").data(SdkBytes.fromByteArray(allBytes)));

        assertThat(kinesis.readAll("orders"))
                .containsExactly(Record.builder()
                        .sequenceNumber(put.sequenceNumber())
                        .partitionKey("ключ")
                        .data(SdkBytes.fromByteArray(allBytes))
                        .approximateArrivalTimestamp(TestClock.NOON.plusMillis(7))
                        .build());
        assertThat(put.shardId()).isEqualTo(SHARD);
    }

    @Test
    void anEmptyRecordIsARecord() {
        kinesis.put("orders", "key", "");

        assertThat(LocalKinesis.texts(kinesis.readAll("orders"))).containsExactly("");
    }

    @Test
    void sequenceNumbersAreDecimalsOfOneLengthAndIncrease() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            numbers.add(kinesis.put("orders", "key", "record").sequenceNumber());
        }

        assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(number -> number.matches("[0-9]{56}"));
    }

    @Test
    void recordsOfARequestKeepTheirOrderWithinEachShard() {
        kinesis.create("wide", 4);
        List<PutRecordsRequestEntry> entries = IntStream.range(0, 500)
                .mapToObj(i -> entry("key" + i % 50, "record" + i))
                .toList();

        PutRecordsResponse response =
                client().putRecords(request -> request.streamName("wide").records(entries));

        assertThat(response.failedRecordCount()).isZero();
        assertThat(response.records()).hasSize(500);
        Map<String, List<PutRecordsResultEntry>> byShard =
                response.records().stream().collect(groupingBy(PutRecordsResultEntry::shardId));
        assertThat(byShard).hasSize(4);
        assertThat(byShard.values()).allSatisfy(results -> assertThat(results)
                .extracting(PutRecordsResultEntry::sequenceNumber)
                .isSorted());
        assertThat(response.records())
                .extracting(PutRecordsResultEntry::sequenceNumber)
                .doesNotHaveDuplicates();
        Map<String, String> textByNumber = new HashMap<>();
        kinesis.readAll("wide")
                .forEach(record ->
                        textByNumber.put(record.sequenceNumber(), record.data().asUtf8String()));
        assertThat(response.records())
                .extracting(result -> textByNumber.get(result.sequenceNumber()))
                .isEqualTo(entries.stream()
                        .map(entry -> entry.data().asUtf8String())
                        .toList());
    }

    @Test
    void thePartitionKeysMd5OrTheExplicitHashKeyRoutes() {
        kinesis.create("wide", 2);

        // the MD5 of "a" begins with 0c, that of "b" with 92
        assertThat(kinesis.put("wide", "a", "").shardId()).isEqualTo("shardId-000000000000");
        assertThat(kinesis.put("wide", "b", "").shardId()).isEqualTo("shardId-000000000001");
        assertThat(client().putRecord(request -> request.streamName("wide")
                                .partitionKey("a")
                                .explicitHashKey(BigInteger.ONE.shiftLeft(127).toString())
                                .data(SdkBytes.fromUtf8String("")))
                        .shardId())
                .isEqualTo("shardId-000000000001");
        assertThat(client().putRecords(request -> request.streamName("wide")
                                .records(
                                        entry("b", "").toBuilder()
                                                .explicitHashKey("0")
                                                .build(),
                                        entry("b", "")))
                        .records())
                .extracting(PutRecordsResultEntry::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000001");
    }

    @Test
    void eachIteratorTypeBeginsWhereItSays() {
        kinesis.put("orders", "key", "one");
        kinesis.clock().advance(Duration.ofSeconds(10));
        String two = kinesis.put("orders", "key", "two").sequenceNumber();
        kinesis.clock().advance(Duration.ofSeconds(10));
        kinesis.put("orders", "key", "three");
        String latest = kinesis.iterator("orders", SHARD, ShardIteratorType.LATEST);
        kinesis.put("orders", "key", "four");

        assertThat(textsFrom(kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("one", "two", "three", "four");
        assertThat(textsFrom(latest)).containsExactly("four");
        assertThat(textsFrom(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, two)))
                .containsExactly("two", "three", "four");
        assertThat(textsFrom(iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, two)))
                .containsExactly("three", "four");
        assertThat(textsFrom(iteratorAt(Duration.ofSeconds(10)))).containsExactly("two", "three", "four");
        assertThat(textsFrom(iteratorAt(Duration.ofMillis(10_001)))).containsExactly("three", "four");
        assertThat(textsFrom(iteratorAt(Duration.ofDays(-30)))).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aShardsOwnStartingNumberBeginsAtItsFirstRecord() {
        kinesis.put("orders", "key", "one");
        String start = kinesis.shards("orders").get(0).sequenceNumberRange().startingSequenceNumber();

        assertThat(textsFrom(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, start)))
                .containsExactly("one");
        assertThat(textsFrom(iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, start)))
                .containsExactly("one");
    }

    @Test
    void positionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, "123"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("the sequence number must be one of shard '" + SHARD + "', got '123'");
        String elsewhere = new SequenceNumber(SequenceNumber.tickAt(TestClock.NOON), 1).toString();
        assertThatThrownBy(() -> iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, elsewhere))
                .isInstanceOf(InvalidArgumentException.class);
        String before = new SequenceNumber(SequenceNumber.tickAt(TestClock.NOON) - 1, 0).toString();
        assertThatThrownBy(() -> iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, before))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "got '" + before + "'; a stream that was deleted and created again has other ones");
        assertThatThrownBy(() -> iteratorAt(Duration.ofSeconds(1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("timestamp must not be in the future, got 2026-01-01T12:00:01Z");
        assertThatThrownBy(() -> kinesis.iterator("orders", SHARD, ShardIteratorType.AT_TIMESTAMP))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("timestamp must be given with AT_TIMESTAMP");
        assertThatThrownBy(() -> kinesis.iterator("orders", SHARD, ShardIteratorType.AT_SEQUENCE_NUMBER))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("a sequence number must be given with AT_SEQUENCE_NUMBER");
        assertThatThrownBy(() -> kinesis.iterator("orders", "shardId-000000000009", ShardIteratorType.LATEST))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("shard 'shardId-000000000009' must exist in stream 'orders'");
        assertThatThrownBy(() -> client().getShardIterator(request ->
                        request.streamName("orders").shardId(SHARD).shardIteratorType("NEWEST")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value 'NEWEST' at 'shardIteratorType' failed to satisfy constraint: Member must "
                        + "satisfy enum value set: [AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST, "
                        + "AT_TIMESTAMP]");
    }

    @Test
    void recordsAreReadInPagesAndTheLagIsZeroOnlyAtTheEnd() {
        for (int i = 0; i < 5; i++) {
            kinesis.put("orders", "key", "record" + i);
            kinesis.clock().advance(Duration.ofSeconds(1));
        }

        GetRecordsResponse first = getTwo(kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON));
        GetRecordsResponse second = getTwo(first.nextShardIterator());
        GetRecordsResponse third = getTwo(second.nextShardIterator());
        GetRecordsResponse none = getTwo(third.nextShardIterator());

        assertThat(LocalKinesis.texts(first.records())).containsExactly("record0", "record1");
        assertThat(first.millisBehindLatest()).isEqualTo(4000);
        assertThat(LocalKinesis.texts(second.records())).containsExactly("record2", "record3");
        assertThat(second.millisBehindLatest()).isEqualTo(2000);
        assertThat(LocalKinesis.texts(third.records())).containsExactly("record4");
        assertThat(third.millisBehindLatest()).isZero();
        assertThat(none.records()).isEmpty();
        assertThat(none.millisBehindLatest()).isZero();
        kinesis.put("orders", "key", "late");
        assertThat(textsFrom(none.nextShardIterator())).containsExactly("late");
    }

    @Test
    void theLagIsNeverZeroBeforeTheEnd() {
        kinesis.put("orders", "key", "one");
        kinesis.put("orders", "key", "two");
        kinesis.put("orders", "key", "three");

        assertThat(getTwo(kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON))
                        .millisBehindLatest())
                .isEqualTo(1);
    }

    @Test
    void oneAnswerHasAtMostTenMebibytes() {
        String big = "x".repeat(MIB - 3);
        for (int i = 0; i < 11; i++) {
            kinesis.put("orders", "key", big);
        }

        GetRecordsResponse first = kinesis.get(kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON));

        assertThat(first.records()).hasSize(9);
        assertThat(kinesis.get(first.nextShardIterator()).records()).hasSize(2);
    }

    @Test
    void anIteratorExpiresAfterFiveMinutes() {
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);

        kinesis.clock().advance(Duration.ofMinutes(5));
        assertThat(kinesis.get(iterator).records()).isEmpty();
        kinesis.clock().advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> kinesis.get(iterator))
                .isInstanceOf(ExpiredIteratorException.class)
                .hasMessageContaining("must be used within 5 minutes, and was issued at 2026-01-01T12:00:00Z");
    }

    @Test
    void anIteratorIsForThatStreamOnly() {
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);
        client().deleteStream(request -> request.streamName("orders"));
        assertThatThrownBy(() -> kinesis.get(iterator)).isInstanceOf(ResourceNotFoundException.class);
        kinesis.clock().advance(Duration.ofSeconds(1));
        kinesis.create("orders", 1);

        assertThatThrownBy(() -> kinesis.get(iterator))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("'orders' was deleted and created again; get a new iterator");
        assertThatThrownBy(() -> kinesis.get("no iterator"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("shardIterator must be one that this server returned, got 'no iterator'");
    }

    @Test
    void recordsOlderThanTheRetentionPeriodAreGone() {
        String old = kinesis.put("orders", "key", "old").sequenceNumber();
        kinesis.clock().advance(Duration.ofHours(12));
        kinesis.put("orders", "key", "young");
        kinesis.clock().advance(Duration.ofHours(12).plusMillis(1));

        assertThat(textsFrom(kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("young");
        assertThat(textsFrom(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, old)))
                .containsExactly("young");
    }

    @Test
    void theLargestRecordIsOneMebibyteWithItsKey() {
        String data = "x".repeat(MIB - 3);

        kinesis.put("orders", "key", data);

        assertThatThrownBy(() -> kinesis.put("orders", "keys", data))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "a record must have at most 1048576 bytes with its partition key, got 1048577 in record 0");
        assertThatThrownBy(() -> client().putRecords(request -> request.streamName("orders")
                        .records(entry("key", ""), entry("keys", data), entry("keyss", data))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("got 1048577 in record 1");
        assertThat(kinesis.readAll("orders")).hasSize(1);
    }

    @Test
    void aStreamMayAllowLargerRecords() {
        client().createStream(
                        request -> request.streamName("large").shardCount(1).maxRecordSizeInKiB(10_240));
        String data = "x".repeat(10 * MIB - 3);

        kinesis.put("large", "key", data);

        assertThat(kinesis.readAll("large"))
                .extracting(record -> record.data().asByteArrayUnsafe().length)
                .containsExactly(data.length());
    }

    @Test
    void aRequestHasAtMostTenMebibytes() {
        PutRecordsRequestEntry big = entry("key", "x".repeat(MIB - 3));
        List<PutRecordsRequestEntry> entries = new ArrayList<>(Collections.nCopies(10, big));

        client().putRecords(request -> request.streamName("orders").records(entries));
        entries.add(entry("k", ""));

        assertThatThrownBy(() -> client().putRecords(
                                request -> request.streamName("orders").records(entries)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("must have at most 10485760 bytes with their partition keys, got 10485761");
        assertThat(kinesis.readAll("orders")).hasSize(10);
    }

    @Test
    void aPutHasOneToFiveHundredRecordsWithGoodKeys() {
        assertThatThrownBy(() -> client().putRecords(request ->
                        request.streamName("orders").records(Collections.nCopies(501, entry("key", "")))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Value '501 members' at 'records' failed to satisfy constraint: Member must have length less than or equal "
                                + "to 500");
        assertThatThrownBy(() -> client().putRecords(
                                request -> request.streamName("orders").records(List.of())))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or "
                                + "equal to 1");
        assertThatThrownBy(() -> client().putRecords(request -> request.streamName("orders")
                        .records(
                                entry("k".repeat(257), ""),
                                entry("key", "").toBuilder()
                                        .explicitHashKey(HashKeys.COUNT.toString())
                                        .build(),
                                PutRecordsRequestEntry.builder()
                                        .partitionKey("key")
                                        .build())))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("2 validation errors detected: ")
                .hasMessageContaining("at 'records.1.member.partitionKey' failed to satisfy constraint: Member must "
                        + "have length less than or equal to 256; ")
                .hasMessageContaining("Value null at 'records.3.member.data' failed to satisfy constraint: Member "
                        + "must not be null");
        assertThatThrownBy(() -> client().putRecords(request -> request.streamName("orders")
                        .records(
                                entry("key", ""),
                                entry("key", "").toBuilder()
                                        .explicitHashKey(HashKeys.COUNT.toString())
                                        .build())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "explicitHashKey must be a number from 0 to 2^128 - 1, got '" + HashKeys.COUNT + "'");
        assertThat(kinesis.readAll("orders")).isEmpty();
    }

    @Test
    void aGetAsksForOneToTenThousandRecords() {
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);

        assertThatThrownBy(() -> client().getRecords(
                                request -> request.shardIterator(iterator).limit(10_001)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or "
                                + "equal to 10000");
    }

    private static PutRecordsRequestEntry entry(String key, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    private String iteratorAt(ShardIteratorType type, String sequenceNumber) {
        return client().getShardIterator(request -> request.streamName("orders")
                        .shardId(SHARD)
                        .shardIteratorType(type)
                        .startingSequenceNumber(sequenceNumber))
                .shardIterator();
    }

    private String iteratorAt(Duration sinceNoon) {
        return client().getShardIterator(request -> request.streamName("orders")
                        .shardId(SHARD)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(TestClock.NOON.plus(sinceNoon)))
                .shardIterator();
    }

    private List<String> textsFrom(String iterator) {
        return LocalKinesis.texts(kinesis.get(iterator).records());
    }

    private GetRecordsResponse getTwo(String iterator) {
        return client().getRecords(request -> request.shardIterator(iterator).limit(2));
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
