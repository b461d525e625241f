package io.millrace.benchmarks.rollup;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds up a window's bundles. The key is in Flink's own key already, and left out of the state. */
final class AddBuckets implements AggregateFunction<Bucket, Bucket, Bucket> {
    private static final long serialVersionUID = 1L;

    @Override
    public Bucket createAccumulator() {
        return new Bucket();
    }

    @Override
    public Bucket add(Bucket part, Bucket sum) {
        sum.add(part);
        return sum;
    }

    @Override
    public Bucket getResult(Bucket sum) {
        return sum;
    }

    @Override
    public Bucket merge(Bucket left, Bucket right) {
        left.add(right);
        return left;
    }
}
