package io.millrace.connector.kinesis.sink;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * What the majors of Flink do not have in common: the contexts with which writers are made.
 *
 * @param <T> the type of the elements
 */
public abstract class FlinkSink<T> extends AsyncSinkBase<T, PutRecordsRequestEntry> {
    private static final long serialVersionUID = 1L;

    protected FlinkSink(ElementConverter<T, PutRecordsRequestEntry> converter, SinkSettings settings) {
        super(
                converter,
                settings.maxBatchSize(),
                settings.maxInFlightRequests(),
                settings.maxBufferedRequests(),
                settings.maxBatchSizeInBytes(),
                settings.maxTimeInBuffer().toMillis(),
                settings.maxRecordSizeInBytes());
    }

    protected abstract KinesisSinkWriter<T> writer(
            WriterInitContext context, Collection<BufferedRequestState<PutRecordsRequestEntry>> states);

    @Override
    public KinesisSinkWriter<T> createWriter(WriterInitContext context) {
        return writer(context, List.of());
    }

    @Override
    public KinesisSinkWriter<T> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<PutRecordsRequestEntry>> states) {
        return writer(context, states);
    }
}
