package io.millrace.connector.kinesis.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Puts records so that those of one partition key arrive in order: at most one of a key is on its way. Even within one
 * request, PutRecords may refuse a record and accept a later one of the same key.
 */
final class OrderedPuts implements Puts {
    private final RecordPutter putter;
    private final SinkSettings settings;
    private final Refusals refusals;
    /** By partition key. The first of each is on its way, or may be. */
    private final Map<String, Deque<Pending>> pending = new HashMap<>();

    private final Deque<Pending> ready = new ArrayDeque<>();
    private int requests;

    OrderedPuts(RecordPutter putter, SinkSettings settings, Refusals refusals) {
        this.putter = putter;
        this.settings = settings;
        this.refusals = refusals;
    }

    /** The batch of a writer. */
    private static final class Batch {
        private final ResultHandler<PutRecordsRequestEntry> result;
        private int open;
        private boolean failed;

        Batch(ResultHandler<PutRecordsRequestEntry> result, int open) {
            this.result = result;
            this.open = open;
        }
    }

    /** A record that has not arrived. */
    private record Pending(PutRecordsRequestEntry record, Batch batch) {}

    @Override
    public void submit(List<PutRecordsRequestEntry> records, ResultHandler<PutRecordsRequestEntry> result) {
        synchronized (this) {
            Batch batch = new Batch(result, records.size());
            for (PutRecordsRequestEntry record : records) {
                Deque<Pending> ofKey = pending.computeIfAbsent(record.partitionKey(), key -> new ArrayDeque<>());
                Pending added = new Pending(record, batch);
                ofKey.add(added);
                if (ofKey.size() == 1) {
                    ready.add(added);
                }
            }
        }
        putReady();
    }

    private void putReady() {
        List<Pending> request = next();
        while (!request.isEmpty()) {
            put(request);
            request = next();
        }
    }

    /** The next request; empty if there is nothing to put now. */
    private synchronized List<Pending> next() {
        List<Pending> request = new ArrayList<>();
        if (requests == settings.maxInFlightRequests()) {
            return request;
        }
        long bytes = 0;
        while (!ready.isEmpty() && request.size() < settings.maxBatchSize()) {
            bytes += KinesisSinkWriter.sizeInBytes(ready.element().record());
            if (!request.isEmpty() && bytes > settings.maxBatchSizeInBytes()) {
                break;
            }
            request.add(ready.remove());
        }
        if (!request.isEmpty()) {
            requests++;
        }
        return request;
    }

    private void put(List<Pending> request) {
        CompletableFuture<?> unused = putter.put(
                        request.stream().map(Pending::record).toList())
                .whenComplete((refused, failure) -> {
                    List<Batch> done = new ArrayList<>();
                    List<Pending> again = complete(request, refused, done);
                    done.forEach(batch -> batch.result.complete());
                    if (again.isEmpty()) {
                        refusals.reset();
                    } else {
                        putAgain(again, again.size() < request.size(), failure);
                    }
                    putReady();
                });
    }

    /**
     * Takes a request's answer.
     *
     * @param refused null if all records were
     * @param done gets the batches that have arrived
     * @return what has not arrived
     */
    private synchronized List<Pending> complete(
            List<Pending> request, @Nullable List<PutRecordsRequestEntry> refused, List<Batch> done) {
        requests--;
        if (refused == null) {
            return request;
        }
        Set<PutRecordsRequestEntry> notArrived = Collections.newSetFromMap(new IdentityHashMap<>());
        notArrived.addAll(refused);
        List<Pending> again = new ArrayList<>();
        for (Pending each : request) {
            if (notArrived.contains(each.record())) {
                again.add(each);
            } else {
                arrived(each, done);
            }
        }
        return again;
    }

    private void arrived(Pending arrived, List<Batch> done) {
        String key = arrived.record().partitionKey();
        Deque<Pending> ofKey = pending.get(key);
        if (ofKey != null) {
            ofKey.remove();
            if (ofKey.isEmpty()) {
                pending.remove(key);
            } else {
                ready.add(ofKey.element());
            }
        }
        Batch batch = arrived.batch();
        batch.open--;
        if (batch.open == 0) {
            done.add(batch);
        }
    }

    private void putAgain(List<Pending> again, boolean someArrived, @Nullable Throwable failure) {
        Exception fatal = refusals.fatal(again.size(), failure);
        if (fatal == null) {
            refusals.later(someArrived, () -> {
                synchronized (this) {
                    for (int i = again.size() - 1; i >= 0; i--) {
                        ready.addFirst(again.get(i));
                    }
                }
                putReady();
            });
            return;
        }
        for (Pending each : again) {
            synchronized (this) {
                if (each.batch().failed) {
                    continue;
                }
                each.batch().failed = true;
            }
            each.batch().result.completeExceptionally(fatal);
        }
    }
}
