package io.millrace.job.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RejectedRecordSerializerTest {
    private final RejectedRecordSerializer serializer = new RejectedRecordSerializer();

    private static RejectedRecord rejected(byte[] data) {
        return new RejectedRecord(
                Rejection.NO_COUPON,
                "User has no coupon, userId: 1",
                SourceRecord.data("user-events", "shardId-000000000003", "4962", "1", 1_000, data));
    }

    private JsonNode json(byte[] data) throws IOException {
        return new ObjectMapper().readTree(serializer.serialize(rejected(data)));
    }

    @Test
    void recordHasTheReasonAndTheOrigin() throws IOException {
        assertThat(json("{\"a\":\"ü\"}".getBytes(UTF_8)).toString())
                .isEqualTo(
                        "{\"code\":\"NO_COUPON\",\"reason\":\"User has no coupon, userId: 1\","
                                + "\"stream\":\"user-events\",\"shard\":\"shardId-000000000003\",\"sequenceNumber\":\"4962\","
                                + "\"partitionKey\":\"1\",\"arrival\":1000,\"encoding\":\"utf-8\",\"data\":\"{\\\"a\\\":\\\"ü\\\"}\"}");
    }

    @Test
    void bytesThatAreNoTextComeBackWhole() throws IOException {
        byte[] data = {(byte) 0xff, 0, 1, (byte) 0xc3};

        JsonNode json = json(data);

        assertThat(json.get("encoding").asText()).isEqualTo("base64");
        assertThat(json.get("data").binaryValue()).isEqualTo(data);
    }

    @Test
    void longKeysAreTruncatedToTheLimitOfAStream() throws IOException {
        RejectedRecord rejected = new RejectedRecord(
                Rejection.NOT_JSON,
                "no JSON",
                SourceRecord.data("user-events", "3", "4962", "k".repeat(1 << 20), 1_000, new byte[0]));

        assertThat(serializer.partitionKey(rejected)).isEqualTo("k".repeat(256));
        assertThat(new ObjectMapper()
                        .readTree(serializer.serialize(rejected))
                        .get("partitionKey")
                        .asText())
                .isEqualTo("k".repeat(256));
    }

    @Test
    void aLongKeyIsNotCutWithinACharacter() {
        String key = "k".repeat(255) + "\uD83D\uDE00";
        RejectedRecord rejected = new RejectedRecord(
                Rejection.NOT_JSON, "no JSON", SourceRecord.data("user-events", "3", "4962", key, 1_000, new byte[0]));

        assertThat(serializer.partitionKey(rejected)).isEqualTo("k".repeat(255));
    }

    @Test
    void largestRecordStaysBelowTheLimitOfAStream() throws IOException {
        byte[] quotes = new byte[10 << 20];
        Arrays.fill(quotes, (byte) '"');

        byte[] faces = "\ud83d\ude00".repeat(5 << 18).getBytes(UTF_8);

        assertThat(serializer.serialize(rejected(quotes)).length).isLessThan(1 << 20);
        assertThat(serializer.serialize(rejected(faces)).length).isLessThan(1 << 20);
        assertThat(json(faces).get("data").asText()).startsWith("\ud83d\ude00\ud83d\ude00");
        assertThat(serializer.serialize(rejected(new byte[10 << 20])).length).isLessThan(1 << 20);
        assertThat(json(quotes).get("truncatedFrom").asInt()).isEqualTo(10 << 20);
    }
}
