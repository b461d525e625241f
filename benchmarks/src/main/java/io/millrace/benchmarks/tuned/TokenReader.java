package io.millrace.benchmarks.tuned;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the members of each record from Jackson's tokens into one reused event, and rejects records that are no JSON object.
 *
 * @param <E> the event; whatever follows in the chain must copy what it keeps
 */
public abstract class TokenReader<E> extends ProcessFunction<SourceRecord, E> {
    private static final long serialVersionUID = 1L;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    /** The event to fill, with the values that absent members have. */
    protected abstract E begin();

    /** Reads one member. The parser is at its value, and must stay within it. */
    protected abstract void member(String name, JsonParser parser, E event) throws IOException;

    /** Whether the event matters. What does not need not be sent. */
    protected boolean matters(E event) {
        return true;
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<E> out) {
        if (record.kind != SourceRecord.Kind.DATA) {
            return; // a marker, which other sources do not emit
        }
        E event = begin();
        try (JsonParser parser = JSON.createParser(record.data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                member(name, parser, event);
                parser.skipChildren();
            }
        } catch (IOException e) {
            context.output(Refusal.TAG, new Refusal("not readable: " + e.getMessage(), new String(record.data, UTF_8)));
            return;
        }
        if (matters(event)) {
            out.collect(event);
        }
    }
}
