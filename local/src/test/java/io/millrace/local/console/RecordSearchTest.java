package io.millrace.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.console.server.ConsoleRequest;
import io.millrace.local.observe.RecordReports;
import io.millrace.local.process.StageException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSearchTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private static RecordSearch search(Map<String, String> query) {
        return RecordSearch.of(new ConsoleRequest(query, MissingNode.getInstance()));
    }

    private static IncomingRecord record(String text) {
        return new IncomingRecord("shardId-000000000000", "1", "user-1", NOON, text);
    }

    @Test
    void withoutConditionsEveryRecordIsFound() {
        assertThat(search(Map.of()).finds(record("no json"))).isTrue();
    }

    @Test
    void textIsFoundInAnyCase() {
        assertThat(search(Map.of("text", "CLICK")).finds(record("{\"type\":\"UserClickEvent\"}")))
                .isTrue();
        assertThat(search(Map.of("text", "buy")).finds(record("{\"type\":\"UserClickEvent\"}")))
                .isFalse();
    }

    @Test
    void aKeyIsFoundWhole() {
        assertThat(search(Map.of("key", "user-1")).finds(record(""))).isTrue();
        assertThat(search(Map.of("key", "user")).finds(record(""))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.user.id         |      | true",
                "$.user.id         | 7    | true",
                "$.user.id         | 8    | false",
                "$.user.name       | Ada  | true",
                "$.user.absent     |      | false",
                "$.clicks[*].page  | /b   | true",
                "$.clicks[*].page  | /c   | false",
                "$..page           | /a   | true",
                "$.clicks[?(@.n>1)].page | /b | true",
                "$.ok              | true | true",
            })
    void aPathLeadsToAValue(String path, String value, boolean found) {
        IncomingRecord record = record(
                "{\"ok\":true,\"user\":{\"id\":7,\"name\":\"Ada\"},\"clicks\":[{\"n\":1,\"page\":\"/a\"},{\"n\":2,\"page\":\"/b\"}]}");

        assertThat(search(value == null ? Map.of("path", path) : Map.of("path", path, "value", value))
                        .finds(record))
                .isEqualTo(found);
    }

    @Test
    void inWhatIsNotJsonAPathLeadsNowhere() {
        assertThat(search(Map.of("path", "$.id")).finds(record("not json"))).isFalse();
        assertThat(search(Map.of("path", "$.id")).finds(record(""))).isFalse();
    }

    @Test
    void recordsAfterTheEndAreNotFound() {
        assertThat(search(Map.of("until", "" + NOON.toEpochMilli())).finds(record("")))
                .isTrue();
        assertThat(search(Map.of("until", "" + (NOON.toEpochMilli() - 1))).finds(record("")))
                .isFalse();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> search(Map.of("path", "$.[")))
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("path must be a JSONPath such as $.user.id, got '$.['");
        assertThatThrownBy(() -> search(Map.of("until", "yesterday")))
                .hasMessage("until must be epoch milliseconds, got 'yesterday'");
    }

    @Test
    void ofALongRecordThePageGetsTheBeginning() {
        var report = RecordReports.of(record("ü".repeat(100_000)), RecordReader.MOST_CHARS);

        assertThat(report.text()).hasSize(RecordReader.MOST_CHARS);
        assertThat(report.bytes()).isEqualTo(200_000);
    }

    @Test
    void ofDataThatIsNoTextThePageGetsTheBytes() {
        var report = RecordReports.of(new IncomingRecord(
                "shardId-000000000000",
                "1",
                Optional.of(3L),
                "user-1",
                Optional.of("7"),
                NOON,
                new byte[] {-1, 2},
                Optional.empty()));

        assertThat(report.subSequenceNumber()).contains(3L);
        assertThat(report.explicitHashKey()).contains("7");
        assertThat(report.text()).isEmpty();
        assertThat(report.base64()).contains("/wI=");
        assertThat(report.note()).contains("not UTF-8");
        assertThat(report.bytes()).isEqualTo(2);
    }
}
