package io.millrace.kinesis.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The two encodings of the API. Members are in upper camel case, and absent when null. A blob is base64 in
 * JSON and bytes in CBOR; a timestamp is decimal seconds in JSON, and tag 1 with milliseconds (as AWS uses it) in CBOR.
 */
public final class Codec {
    public static final Codec JSON = new Codec("json", JsonMapper.builder(), new SecondsWriter(), new SecondsReader());
    public static final Codec CBOR = new Codec("cbor", CBORMapper.builder(), new MillisWriter(), new MillisReader());

    private final String contentType;
    private final ObjectMapper mapper;

    private Codec(
            String name,
            MapperBuilder<?, ?> builder,
            JsonSerializer<Instant> timestampWriter,
            JsonDeserializer<Instant> timestampReader) {
        this.contentType = "application/x-amz-" + name + "-1.1";
        this.mapper = builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, timestampWriter)
                        .addDeserializer(Instant.class, timestampReader))
                .build();
    }

    /** The encoding that a Content-Type header names; empty when it names neither. */
    public static Optional<Codec> of(@Nullable String contentType) {
        return Stream.of(JSON, CBOR)
                .filter(codec -> contentType != null
                        && contentType.toLowerCase(Locale.ROOT).startsWith(codec.contentType))
                .findFirst();
    }

    /** True when a timestamp is a number of seconds; it is a number of milliseconds otherwise. */
    public boolean isTimestampInSeconds() {
        return this == JSON;
    }

    /**
     * Reads token by token.
     *
     * @throws IOException when the bytes are built to waste time
     */
    public JsonParser parser(byte[] bytes) throws IOException {
        if (this == CBOR) {
            CborTags.check(bytes);
        }
        return mapper.getFactory().createParser(bytes);
    }

    public String contentType() {
        return contentType;
    }

    /**
     * Reads an object.
     *
     * @throws IOException when the bytes do not hold such an object
     */
    public <T> T read(byte[] bytes, Class<T> type) throws IOException {
        return mapper.readValue(bytes, type);
    }

    public byte[] write(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }

    private static final class SecondsWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeNumber(BigDecimal.valueOf(value.toEpochMilli(), 3));
        }
    }

    private static final class SecondsReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(
                    parser.getDecimalValue().movePointRight(3).longValue());
        }
    }

    private static final class MillisWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            ((CBORGenerator) generator).writeTag(1);
            generator.writeNumber(value.toEpochMilli());
        }
    }

    private static final class MillisReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(parser.getLongValue());
        }
    }
}
