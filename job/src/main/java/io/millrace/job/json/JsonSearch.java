package io.millrace.job.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record as a tree, for the paths that cannot be followed in one pass. */
final class JsonSearch {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // numbers stay as they are written
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonNode value;

    JsonSearch(byte[] bytes) throws IOException {
        this.value = READER.readValue(bytes);
    }

    /** What a path matches first; null if it matches nothing. */
    @Nullable
    JsonNode first(JsonPath path) {
        try {
            JsonNode matches = path.read((Object) value, CONFIGURATION);
            return matches == null ? null : matches.get(0);
        } catch (JsonPathException e) {
            // SUPPRESS_EXCEPTIONS leaves some out, such as that of a filter on a value that is no object or array
            return null;
        }
    }
}
