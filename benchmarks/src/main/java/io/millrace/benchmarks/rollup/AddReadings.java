package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.measurement.Reading;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Aggregates a window's readings incrementally. */
final class AddReadings implements AggregateFunction<Reading, Statistics, Statistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public Statistics createAccumulator() {
        return new Statistics();
    }

    @Override
    public Statistics add(Reading reading, Statistics statistics) {
        statistics.count++;
        statistics.sum += reading.value;
        statistics.min = Math.min(statistics.min, reading.value);
        statistics.max = Math.max(statistics.max, reading.value);
        return statistics;
    }

    @Override
    public Statistics getResult(Statistics statistics) {
        return statistics;
    }

    @Override
    public Statistics merge(Statistics left, Statistics right) {
        left.count += right.count;
        left.sum += right.sum;
        left.min = Math.min(left.min, right.min);
        left.max = Math.max(left.max, right.max);
        return left;
    }
}
