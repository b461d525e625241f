package io.millrace.connector.kinesis.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts batches as they come. Refused records go back to the writer after a pause, and overtake nothing but time. */
final class UnorderedPuts implements Puts {
    private final RecordPutter putter;
    private final Refusals refusals;

    UnorderedPuts(RecordPutter putter, Refusals refusals) {
        this.putter = putter;
        this.refusals = refusals;
    }

    @Override
    public void submit(List<PutRecordsRequestEntry> records, ResultHandler<PutRecordsRequestEntry> result) {
        CompletableFuture<?> unused =
                putter.put(records).whenComplete((refused, failure) -> complete(records, refused, failure, result));
    }

    private void complete(
            List<PutRecordsRequestEntry> records,
            @Nullable List<PutRecordsRequestEntry> refused,
            @Nullable Throwable failure,
            ResultHandler<PutRecordsRequestEntry> result) {
        List<PutRecordsRequestEntry> again = refused == null ? records : refused;
        if (again.isEmpty()) {
            refusals.reset();
            result.complete();
            return;
        }
        Exception fatal = refusals.fatal(again.size(), failure);
        if (fatal != null) {
            result.completeExceptionally(fatal);
            return;
        }
        refusals.later(again.size() < records.size(), () -> result.retryForEntries(again));
    }
}
