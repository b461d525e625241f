package io.millrace.connector.kinesis.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.aggregate.Aggregates.Entry;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatedRecordTest {
    /** Two records with one partition key, the second with hash key 7; written by hand from the format's description. */
    private static final String BY_HAND = "f3899ac2" // what all begin with
            + "0a016b" // partition keys: k
            + "120137" // hash keys: 7
            + "1a0508001a0161" // record: partition key 0, data a
            + "1a07080010001a0162"; // record: partition key 0, hash key 0, data b

    private static byte[] byHand() {
        byte[] bytes = HexFormat.of().parseHex(BY_HAND);
        return Aggregates.wrap(Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    @Test
    void userRecordsHaveTheirKeysAndData() {
        List<UserRecord> records = AggregatedRecord.read(byHand()).orElseThrow();

        assertThat(records).extracting(UserRecord::partitionKey).containsExactly("k", "k");
        assertThat(records)
                .extracting(record -> new String(record.data(), UTF_8))
                .containsExactly("a", "b");
        assertThat(records.get(0).explicitHashKey()).isEmpty();
        assertThat(records.get(0).hashKey())
                .isEqualTo(new BigInteger("8ce4b16b22b58894aa86c421e8759df3", 16)); // md5 of k
        assertThat(records.get(1).hashKey()).isEqualTo(BigInteger.valueOf(7));
    }

    @Test
    void unknownFieldsArePassedOver() {
        byte[] read = Aggregates.write(List.of(new Entry("a", null, "1"), new Entry("b", "9", "2")));

        assertThat(AggregatedRecord.read(read).orElseThrow())
                .extracting(record -> new String(record.data(), UTF_8))
                .containsExactly("1", "2");
    }

    @Test
    void dataOfAnotherFormatIsNotTakenApart() {
        byte[] damaged = byHand();
        damaged[10]++;

        assertThat(AggregatedRecord.read("plain".getBytes(UTF_8))).isEmpty();
        assertThat(AggregatedRecord.read(new byte[0])).isEmpty();
        assertThat(AggregatedRecord.read(damaged)).isEmpty();
        assertThat(AggregatedRecord.read(Arrays.copyOf(damaged, 8))).isEmpty();
    }

    /** The service never takes such a hash key, but a producer writes into an aggregate what it likes. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "", "-1", "1.5", "340282366920938463463374607431768211456"})
    void aHashKeyThatIsNoneIsNotTakenApart(String hashKey) {
        assertThat(AggregatedRecord.read(Aggregates.write(List.of(new Entry("a", hashKey, "1")))))
                .isEmpty();
    }

    @Test
    void whatBeginsLikeAnAggregateAndIsNoneHasAReason() {
        byte[] damaged = byHand();
        damaged[10]++;

        assertThat(AggregatedRecord.fault(byHand())).isEmpty();
        assertThat(AggregatedRecord.fault("plain".getBytes(UTF_8))).isEmpty();
        assertThat(AggregatedRecord.fault(damaged)).contains("the MD5 at its end is not that of its message");
        assertThat(AggregatedRecord.fault(Arrays.copyOf(damaged, 8)))
                .contains("the MD5 at its end is not that of its message");
        assertThat(AggregatedRecord.fault(Aggregates.wrap(HexFormat.of().parseHex("1a0508001a0161"))))
                .contains("a record refers to a key that is not there");
    }

    /** Whatever the bytes are, they are taken apart or not: never an error, and never a hang. */
    @Property(tries = 300)
    void anyMessageIsReadOrNot(@ForAll byte[] message) {
        byte[] data = Aggregates.wrap(message);

        assertThat(AggregatedRecord.read(data).isPresent())
                .isEqualTo(AggregatedRecord.fault(data).isEmpty());
    }
}
