package io.millrace.benchmarks.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What two implementations of a job must say alike.
 *
 * @param output the output
 * @param fields fields of its records
 */
public record Comparison(String output, List<String> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As many as the jobs keep; doubles have digits behind them that are noise. */
    private static final int DECIMAL_PLACES = 6;

    public Comparison {
        fields = List.copyOf(fields);
    }

    public Comparison(String output, String... fields) {
        this(output, List.of(fields));
    }

    /** The fields' values, as a text that is the same for the same values. */
    public String of(String record) {
        try {
            JsonNode values = JSON.readTree(record);
            return fields.stream().map(field -> text(values.path(field))).collect(Collectors.joining(" "));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a record must be JSON, got " + record, e);
        }
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "-";
        }
        return value.isNumber()
                ? new BigDecimal(value.asText())
                        .setScale(DECIMAL_PLACES, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                : value.asText();
    }
}
