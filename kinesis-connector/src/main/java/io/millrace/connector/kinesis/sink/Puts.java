package io.millrace.connector.kinesis.sink;

import java.util.List;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Puts the batches of a writer. */
interface Puts {

    /** Puts records, and reports the result later, from any thread. */
    void submit(List<PutRecordsRequestEntry> records, ResultHandler<PutRecordsRequestEntry> result);
}
