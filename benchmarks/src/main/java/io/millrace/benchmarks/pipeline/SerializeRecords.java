package io.millrace.benchmarks.pipeline;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.util.Collector;

/** Serializes the records of an output, and keeps them if the run has a {@link RecordedOutput}. */
final class SerializeRecords<T> implements FlatMapFunction<T, byte[]> {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String output;
    private final SerializationSchema<T> serializer;

    SerializeRecords(String run, String output, SerializationSchema<T> serializer) {
        this.run = run;
        this.output = output;
        this.serializer = serializer;
    }

    @Override
    public void flatMap(T element, Collector<byte[]> none) {
        RecordedOutput.put(run, output, serializer.serialize(element));
    }
}
