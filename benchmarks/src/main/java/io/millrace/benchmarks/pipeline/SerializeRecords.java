package io.millrace.benchmarks.pipeline;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.util.Collector;

/** An output's end: makes the bytes, and keeps them if somebody asked for them. */
final class SerializeRecords<T> implements FlatMapFunction<T, byte[]> {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String output;
    private final SerializationSchema<T> format;

    SerializeRecords(String run, String output, SerializationSchema<T> format) {
        this.run = run;
        this.output = output;
        this.format = format;
    }

    @Override
    public void flatMap(T element, Collector<byte[]> nowhere) {
        RecordedOutput.put(run, output, format.serialize(element));
    }
}
