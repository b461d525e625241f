package io.millrace.benchmarks.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fields of an output that must be the same for two implementations of a job.
 *
 * @param output the output
 * @param fields fields of its records
 */
public record Comparison(String output, List<String> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As many as the jobs keep; further digits of doubles are rounding errors. */
    private static final int DECIMAL_PLACES = 6;

    public Comparison {
        fields = List.copyOf(fields);
    }

    public Comparison(String output, String... fields) {
        this(output, List.of(fields));
    }

    /** The values of the fields as text, equal for equal values. */
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
