package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** Reads the data of records with one of Flink's schemas. */
final class DataSchema<T> implements KinesisDeserializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final DeserializationSchema<T> schema;

    DataSchema(DeserializationSchema<T> schema) {
        this.schema = requireNonNull(schema, "schema is null");
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        schema.open(context);
    }

    @Override
    public void deserialize(KinesisRecord record, Collector<T> out) throws IOException {
        schema.deserialize(record.data(), out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return schema.getProducedType();
    }
}
