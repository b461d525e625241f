package io.millrace.connector.kinesis.reader;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.util.Collector;

/** Emits the elements of a record, with its time of arrival as their timestamp. */
record RecordCollector<T>(SourceOutput<T> output, long arrivalMillis) implements Collector<T> {
    @Override
    public void collect(T element) {
        output.collect(element, arrivalMillis);
    }

    @Override
    public void close() {}
}
