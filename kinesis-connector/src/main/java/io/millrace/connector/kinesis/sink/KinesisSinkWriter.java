package io.millrace.connector.kinesis.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.connector.base.sink.writer.strategy.AIMDScalingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.CongestionControlRateLimitingStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Writes the elements of one subtask.
 *
 * @param <T> the type of the elements
 */
public final class KinesisSinkWriter<T> extends AsyncSinkWriter<T, PutRecordsRequestEntry> {
    private static final int INCREASE = 10;
    /** Refused records say that one shard is busy, not all: the default of 0.5 would slow down all of them for seconds. */
    private static final double DECREASE = 0.99;
    /** Flink would put records again that have been on their way this long: the connector itself knows when. */
    private static final long NO_TIMEOUT_MILLIS = Long.MAX_VALUE >> 1;

    private final KinesisAsyncClient client;
    private final Puts puts;

    /** A writer, which closes the client when it is closed. */
    @SuppressWarnings("deprecation") // the constructor that is not deprecated does not exist in Flink 1.20
    public KinesisSinkWriter(
            ElementConverter<T, PutRecordsRequestEntry> converter,
            WriterInitContext context,
            SinkSettings settings,
            KinesisAsyncClient client,
            Collection<BufferedRequestState<PutRecordsRequestEntry>> states) {
        super(converter, context, configuration(settings), states);
        this.client = client;
        Refusals refusals = new Refusals(settings, context.metricGroup().getNumRecordsSendErrorsCounter());
        RecordPutter putter = RecordPutter.of(client, settings.stream());
        this.puts = settings.order() == SinkSettings.Order.ANY
                ? new UnorderedPuts(putter, refusals)
                : new OrderedPuts(putter, settings, refusals);
    }

    private static AsyncSinkWriterConfiguration configuration(SinkSettings settings) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(settings.maxBatchSize())
                .setMaxBatchSizeInBytes(settings.maxBatchSizeInBytes())
                .setMaxInFlightRequests(settings.maxInFlightRequests())
                .setMaxBufferedRequests(settings.maxBufferedRequests())
                .setMaxTimeInBufferMS(settings.maxTimeInBuffer().toMillis())
                .setMaxRecordSizeInBytes(settings.maxRecordSizeInBytes())
                .setRequestTimeoutMS(NO_TIMEOUT_MILLIS)
                .setRateLimitingStrategy(CongestionControlRateLimitingStrategy.builder()
                        .setMaxInFlightRequests(settings.maxInFlightRequests())
                        .setInitialMaxInFlightMessages(settings.maxBatchSize())
                        .setScalingStrategy(
                                AIMDScalingStrategy.builder(settings.maxBatchSize() * settings.maxInFlightRequests())
                                        .setIncreaseRate(INCREASE)
                                        .setDecreaseFactor(DECREASE)
                                        .build())
                        .build())
                .build();
    }

    @Override
    protected void submitRequestEntries(
            List<PutRecordsRequestEntry> records, ResultHandler<PutRecordsRequestEntry> result) {
        puts.submit(records, result);
    }

    @Override
    protected long getSizeInBytes(PutRecordsRequestEntry record) {
        return sizeInBytes(record);
    }

    /** As the service counts: the data and the key. */
    static long sizeInBytes(PutRecordsRequestEntry record) {
        return (long) record.data().asByteArrayUnsafe().length
                + record.partitionKey().getBytes(UTF_8).length;
    }

    @Override
    public void close() {
        super.close();
        client.close();
    }
}
