package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A test that waits for event time must not go on before every task has reached it. */
class ProbeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VERTICES = """
            [{"id": "a", "name": "Source: in", "parallelism": 1}, {"id": "b", "name": "judge", "parallelism": 2}]
            """;

    @Test
    void aJobWithoutVerticesHasReachedNoTime() throws JsonProcessingException {
        assertThat(leastWatermark("[]", "[]")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aTaskWithoutAWatermarkHasReachedNoTime() throws JsonProcessingException {
        assertThat(leastWatermark(VERTICES, "[{\"value\": 7}]")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theTaskThatIsBehindCounts() throws JsonProcessingException {
        assertThat(leastWatermark(VERTICES, "[{\"value\": 7}, {\"value\": 5}]")).isEqualTo(5);
    }

    /** @param watermarks of the vertex {@code b} */
    private static long leastWatermark(String vertices, String watermarks) throws JsonProcessingException {
        Map<String, JsonNode> received = Map.of("a", JSON.createArrayNode(), "b", JSON.readTree(watermarks));
        return Probe.leastWatermark(JSON.readTree(vertices), received::get);
    }
}
