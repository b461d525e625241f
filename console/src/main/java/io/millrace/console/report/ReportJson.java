package io.millrace.console.report;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reports as JSON. */
public final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .serializationInclusion(Include.NON_ABSENT)
            .build();

    private ReportJson() {}

    /** On one line. */
    public static byte[] bytes(Object report) {
        try {
            return JSON.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On one line. */
    public static String line(Object report) {
        return text(report, JSON);
    }

    /** Indented, for a person. */
    public static String text(Object report) {
        return text(report, JSON.copy().enable(SerializationFeature.INDENT_OUTPUT));
    }

    private static String text(Object report, ObjectMapper mapper) {
        try {
            return mapper.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was received. */
    public static JsonNode tree(byte[] bytes) throws IOException {
        return JSON.readTree(bytes);
    }
}
