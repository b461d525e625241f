package io.millrace.kinesis.api;

import io.millrace.kinesis.log.NewRecord;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.HashKeys;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PutRecord and PutRecords. Nothing is throttled. */
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
        static PutResult of(Optional<SequenceNumber> number) {
            return number.map(written -> new PutResult(Shard.id(written.shard()), written.toString(), null, null))
                    .orElseGet(() -> new PutResult(null, null, "InternalFailure", UNWRITABLE));
        }
    }

    record PutResults(int failedRecordCount, List<PutResult> records) {}

    Put putRecord(PutRecord request, Arns arns) throws IOException {
        KinesisStream stream = lookup.usable(request);
        checkOrdering(request.sequenceNumberForOrdering());
        SequenceNumber number =
                put(stream, List.of(request)).get(0).orElseThrow(() -> ApiException.internalFailure(UNWRITABLE));
        return new Put(Shard.id(number.shard()), number.toString());
    }

    PutResults putRecords(PutRecords request, Arns arns) throws IOException {
        List<PutResult> results = put(lookup.usable(request), request.records()).stream()
                .map(PutResult::of)
                .toList();
        int failed = (int) results.stream()
                .filter(result -> result.sequenceNumber() == null)
                .count();
        return new PutResults(failed, results);
    }

    private static List<Optional<SequenceNumber>> put(KinesisStream stream, List<? extends Entry> entries)
            throws IOException {
        checkSizes(entries, stream.state().maxRecordKib());
        return stream.put(entries.stream()
                .map(entry -> new NewRecord(entry.hashKey(), entry.partitionKey(), entry.data()))
                .toList());
    }

    /** A later record has a greater sequence number anyway; the given one must be one that this server wrote. */
    private void checkOrdering(@Nullable String text) {
        if (text != null
                && SequenceNumber.parse(text)
                        .filter(number -> !SequenceNumber.timeOf(number.tick()).isAfter(lookup.now()))
                        .isEmpty()) {
            throw ApiException.invalidArgument(
                    "sequenceNumberForOrdering must be one of an earlier record, got '" + text + "'");
        }
    }

    private static void checkSizes(List<? extends Entry> entries, int maxRecordKib) {
        long total = 0;
        for (int i = 0; i < entries.size(); i++) {
            int size = NewRecord.sizeBytes(
                    entries.get(i).partitionKey(), entries.get(i).data());
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
