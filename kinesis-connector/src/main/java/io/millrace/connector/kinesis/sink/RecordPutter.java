package io.millrace.connector.kinesis.sink;

import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.client.StreamArn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Puts records, and finds those that were refused. */
interface RecordPutter {

    /** The records that were refused for the time being: none, some or all; or a failure of the request. */
    CompletableFuture<List<PutRecordsRequestEntry>> put(List<PutRecordsRequestEntry> records);

    static RecordPutter of(KinesisAsyncClient client, StreamArn stream) {
        return records -> client.putRecords(request -> request.streamARN(stream.text())
                        .records(records)
                        .overrideConfiguration(KinesisClientFactory.TIMELY))
                .thenApply(response -> refused(records, response));
    }

    private static List<PutRecordsRequestEntry> refused(
            List<PutRecordsRequestEntry> records, PutRecordsResponse response) {
        if (response.failedRecordCount() == null || response.failedRecordCount() == 0) {
            return List.of();
        }
        List<PutRecordsRequestEntry> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (response.records().get(i).errorCode() != null) {
                refused.add(records.get(i));
            }
        }
        return refused;
    }
}
