package io.millrace.assembly.streams.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Writes records in batches.
 *
 * <p>Records of one partition key stay in order from batch to batch: what the stream refuses is written again before any
 * later record. Within a batch of which {@code PutRecords} refuses a part, the service may lose the order; the local
 * Kinesis keeps it, because it refuses the rest of a shard's records.
 */
final class KinesisWriter implements StreamWriter {
    /** Limits of one {@code PutRecords} request. */
    private static final int BATCH_RECORDS = 500;

    private static final int BATCH_BYTES = 5 << 20;
    private static final int ATTEMPTS = 10;

    private final KinesisClient client;
    private final String streamName;
    private final List<PutRecordsRequestEntry> batch = new ArrayList<>();
    private int batchBytes;
    private long written;

    KinesisWriter(KinesisClient client, String streamName) {
        this.client = requireNonNull(client, "client is null");
        this.streamName = requireNonNull(streamName, "streamName is null");
    }

    @Override
    public void add(OutgoingRecord record) {
        byte[] data = record.bytes();
        int bytes = data.length + record.partitionKey().length();
        if (batch.size() == BATCH_RECORDS || (!batch.isEmpty() && batchBytes + bytes > BATCH_BYTES)) {
            flush();
        }
        batch.add(PutRecordsRequestEntry.builder()
                .partitionKey(record.partitionKey())
                .data(SdkBytes.fromByteArrayUnsafe(data))
                .build());
        batchBytes += bytes;
    }

    @Override
    public void flush() {
        for (int attempt = 1; !batch.isEmpty(); attempt++) {
            PutRecordsResponse response =
                    client.putRecords(request -> request.streamName(streamName).records(List.copyOf(batch)));
            List<PutRecordsRequestEntry> refused = new ArrayList<>();
            String reason = "";
            for (int i = 0; i < batch.size(); i++) {
                PutRecordsResultEntry result = response.records().get(i);
                if (result.errorCode() != null) {
                    refused.add(batch.get(i));
                    reason = result.errorCode() + ": " + result.errorMessage();
                }
            }
            written += batch.size() - refused.size();
            batch.clear();
            batch.addAll(refused);
            if (!refused.isEmpty()) {
                backOff(attempt, reason);
            }
        }
        batchBytes = 0;
    }

    @Override
    public long written() {
        return written;
    }

    private void backOff(int attempt, String reason) {
        if (attempt == ATTEMPTS) {
            throw new StreamException(
                    "stream %s refused %d records %d times (%s)".formatted(streamName, batch.size(), ATTEMPTS, reason));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(50L << Math.min(attempt, 6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while stream %s was written to".formatted(streamName));
        }
    }
}
