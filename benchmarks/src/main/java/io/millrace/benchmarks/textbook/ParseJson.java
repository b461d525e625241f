package io.millrace.benchmarks.textbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Maps each record to a POJO, and rejects records that do not match it. */
public final class ParseJson<T> extends ProcessFunction<SourceRecord, T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private transient ObjectMapper mapper;

    public ParseJson(Class<T> type) {
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        mapper = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public void processElement(SourceRecord record, Context context, Collector<T> out) {
        if (record.kind != SourceRecord.Kind.DATA) {
            return; // a marker, which other sources do not emit
        }
        T event;
        try {
            event = mapper.readValue(record.data, type);
        } catch (IOException e) {
            context.output(Refusal.TAG, new Refusal("not readable: " + e.getMessage(), new String(record.data, UTF_8)));
            return;
        }
        out.collect(event);
    }
}
