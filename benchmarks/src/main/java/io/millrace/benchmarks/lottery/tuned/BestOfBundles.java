package io.millrace.benchmarks.lottery.tuned;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Merges a window's bundles. */
final class BestOfBundles implements AggregateFunction<Winner, Winner, Winner> {
    private static final long serialVersionUID = 1L;

    @Override
    public Winner createAccumulator() {
        return new Winner();
    }

    @Override
    public Winner add(Winner part, Winner best) {
        best.add(part);
        return best;
    }

    @Override
    public Winner getResult(Winner best) {
        return best;
    }

    @Override
    public Winner merge(Winner left, Winner right) {
        left.add(right);
        return left;
    }
}
