package io.millrace.connector.kinesis.reader;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.util.Collector;

/** Emits elements that are not records, without a timestamp. */
record ElementCollector<T>(SourceOutput<T> output) implements Collector<T> {
    @Override
    public void collect(T element) {
        output.collect(element);
    }

    @Override
    public void close() {}
}
