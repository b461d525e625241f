package io.millrace.assembly.streams.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamWriter;
import java.util.ArrayList;
import java.util.Arrays;
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
    public void add(String partitionKey, byte[] data) {
        String key = partitionKey.isEmpty() ? Integer.toHexString(Arrays.hashCode(data)) : partitionKey;
        int bytes = data.length + key.getBytes(UTF_8).length;
        if (batch.size() == BATCH_RECORDS || (!batch.isEmpty() && batchBytes + bytes > BATCH_BYTES)) {
            flush();
        }
        batch.add(PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArrayUnsafe(data))
                .build());
        batchBytes += bytes;
    }

    @Override
    public void flush() {
        int attempt = 0;
        while (!batch.isEmpty()) {
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
            // a stream that takes some of them takes the others later
            attempt = refused.size() < batch.size() ? 1 : attempt + 1;
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
            throw new StreamException("stream %s refused all of %d records %d times (%s)"
                    .formatted(streamName, batch.size(), ATTEMPTS, reason));
        }
        try {
            TimeUnit.MILLISECONDS.sleep(50L << Math.min(attempt, 6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while stream %s was written to".formatted(streamName));
        }
    }
}
