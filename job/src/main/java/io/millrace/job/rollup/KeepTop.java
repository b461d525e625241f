package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Keeps the highest-ranked rollups of a window. The order and grouping in which they arrive do not matter. */
final class KeepTop implements AggregateFunction<Rollup, Top, Top> {
    private static final long serialVersionUID = 1L;

    private final Ranking ranking;
    private final int size;

    /** @param size the number of rollups to keep, at least 1 */
    KeepTop(Ranking ranking, int size) {
        this.ranking = requireNonNull(ranking, "ranking is null");
        this.size = size;
    }

    @Override
    public Top createAccumulator() {
        return new Top();
    }

    @Override
    public Top add(Rollup rollup, Top top) {
        top.add(rollup, ranking, size);
        return top;
    }

    @Override
    public Top merge(Top top, Top more) {
        for (Rollup rollup : more.rollups) {
            top.add(rollup, ranking, size);
        }
        return top;
    }

    @Override
    public Top getResult(Top top) {
        return top;
    }
}
