package io.millrace.kinesis.api;

import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.log.NewRecord;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.HashKeys;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PutRecord and PutRecords. */
final class PutOperations {
    private static final int MAX_REQUEST_BYTES = 10 << 20;

    private static final String UNWRITABLE = "the shard's log could not be written; see the server's log";

    private final StreamLookup lookup;

    PutOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    /** The common members of a PutRecord request and of an entry of PutRecords. */
    interface Entry extends Request {
        ByteBuffer data();

        String partitionKey();

        @Nullable
        String explicitHashKey();

        default BigInteger hashKey() {
            String explicit = explicitHashKey();
            if (explicit == null) {
                return HashKeys.of(partitionKey());
            }
            return HashKeys.parse(explicit)
                    .orElseThrow(() -> ApiException.invalidArgument(
                            "explicitHashKey must be a number from 0 to 2^128 - 1, got '" + explicit + "'"));
        }
    }

    record PutRecord(
            @Nullable String streamName,
            @Nullable String streamARN,
            ByteBuffer data,
            String partitionKey,
            @Nullable String explicitHashKey,
            @Nullable String sequenceNumberForOrdering)
            implements StreamRequest, Entry {}

    record PutRecordsEntry(
            ByteBuffer data, String partitionKey, @Nullable String explicitHashKey) implements Entry {}

    record PutRecords(@Nullable String streamName, @Nullable String streamARN, List<PutRecordsEntry> records)
            implements StreamRequest {}

    record Put(String shardId, String sequenceNumber) {}

    record PutResult(
            @Nullable String shardId,
            @Nullable String sequenceNumber,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        static PutResult of(KinesisStream.Put put, StreamState stream) {
            return switch (put.outcome()) {
                case WRITTEN ->
                    new PutResult(Shard.id(put.shard()), put.sequenceNumber().toString(), null, null);
                case REFUSED ->
                    new PutResult(
                            null,
                            null,
                            ApiException.THROUGHPUT_EXCEEDED,
                            StreamLookup.rateExceeded(StreamLookup.limited(stream, put.shard())));
                case FAILED -> new PutResult(null, null, "InternalFailure", UNWRITABLE);
            };
        }
    }

    record PutResults(int failedRecordCount, List<PutResult> records) {}

    Put putRecord(PutRecord request, Arns arns) throws IOException {
        KinesisStream stream = lookup.usable(request);
        checkOrdering(request.sequenceNumberForOrdering());
        PutResult result = put(stream, List.of(request)).get(0);
        if (ApiException.THROUGHPUT_EXCEEDED.equals(result.errorCode())) {
            throw ApiException.provisionedThroughputExceeded(Objects.requireNonNull(result.errorMessage()));
        }
        if (result.shardId() == null || result.sequenceNumber() == null) {
            throw ApiException.internalFailure(UNWRITABLE);
        }
        return new Put(result.shardId(), result.sequenceNumber());
    }

    PutResults putRecords(PutRecords request, Arns arns) throws IOException {
        List<PutResult> results = put(lookup.usable(request), request.records());
        int failed = (int) results.stream()
                .filter(result -> result.sequenceNumber() == null)
                .count();
        return new PutResults(failed, results);
    }

    private List<PutResult> put(KinesisStream stream, List<? extends Entry> entries) throws IOException {
        StreamState state = stream.state();
        List<NewRecord> records = entries.stream()
                .map(entry -> new NewRecord(entry.hashKey(), entry.partitionKey(), entry.data()))
                .toList();
        checkSizes(records, state.maxRecordKib());
        Limits limits = lookup.limits();
        return stream
                .put(
                        records,
                        (shard, record) -> !limits.isOn()
                                || limits.admitsRecord(StreamLookup.limited(state, shard), record.sizeBytes()))
                .stream()
                .map(put -> PutResult.of(put, state))
                .toList();
    }

    /** A later record has a greater sequence number anyway; the given one must be of the past, here or on AWS. */
    private void checkOrdering(@Nullable String text) {
        if (text != null
                && SequenceNumber.parse(text)
                        .map(number -> SequenceNumber.timeOf(number.tick()))
                        .or(() -> SequenceNumber.timeOnAws(text))
                        .filter(time -> !time.isAfter(lookup.now()))
                        .isEmpty()) {
            throw ApiException.invalidArgument(
                    "sequenceNumberForOrdering must be one of an earlier record, got '" + text + "'");
        }
    }

    private static void checkSizes(List<NewRecord> records, int maxRecordKib) {
        long total = 0;
        for (int i = 0; i < records.size(); i++) {
            int size = records.get(i).sizeBytes();
            total += size;
            if (size > maxRecordKib << 10) {
                throw ApiException.validation("a record must have at most " + (maxRecordKib << 10)
                        + " bytes with its partition key, got " + size + " in record " + i);
            }
        }
        if (total > MAX_REQUEST_BYTES) {
            throw ApiException.invalidArgument("a request's records must have at most " + MAX_REQUEST_BYTES
                    + " bytes with their partition keys, got " + total + "; send fewer in one request");
        }
    }
}
