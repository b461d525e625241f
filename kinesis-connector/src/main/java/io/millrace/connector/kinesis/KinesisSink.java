package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.sink.FlinkSink;
import io.millrace.connector.kinesis.sink.KinesisSinkWriter;
import io.millrace.connector.kinesis.sink.RecordStateSerializer;
import io.millrace.connector.kinesis.sink.SinkSettings;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Writes to a stream of Amazon Kinesis Data Streams, at least once: after a failure, records since the last checkpoint
 * are written again.
 *
 * <pre>{@code
 * KinesisSink<String> sink = KinesisSink.<String>builder()
 *         .streamArn("arn:aws:kinesis:eu-west-1:123456789012:stream/clicks")
 *         .serializationSchema(new SimpleStringSchema())
 *         .partitionKeyGenerator(click -> Integer.toHexString(click.hashCode()))
 *         .build();
 * }</pre>
 *
 * @param <T> the type of the elements
 */
public final class KinesisSink<T> extends FlinkSink<T> {
    private static final long serialVersionUID = 1L;

    private final SinkSettings settings;

    KinesisSink(ElementConverter<T, PutRecordsRequestEntry> converter, SinkSettings settings) {
        super(converter, settings);
        this.settings = settings;
    }

    public static <T> KinesisSinkBuilder<T> builder() {
        return new KinesisSinkBuilder<>();
    }

    @Override
    protected KinesisSinkWriter<T> writer(
            WriterInitContext context, Collection<BufferedRequestState<PutRecordsRequestEntry>> states) {
        return new KinesisSinkWriter<>(
                getElementConverter(), context, settings, KinesisClientFactory.create(settings.client()), states);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<PutRecordsRequestEntry>> getWriterStateSerializer() {
        return new RecordStateSerializer();
    }
}
