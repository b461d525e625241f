package io.millrace.connector.kinesis.sink;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * What the majors of Flink do not have in common: the context with which a converter is opened.
 *
 * @param <T> the type of the elements
 */
abstract class FlinkConverter<T> implements ElementConverter<T, PutRecordsRequestEntry> {
    private static final long serialVersionUID = 1L;

    abstract void open(SerializationSchema.InitializationContext context);

    @Override
    public void open(WriterInitContext context) {
        open(context.asSerializationSchemaInitializationContext());
    }
}
