package io.millrace.job.preaggregate;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The second half of an aggregation, after the shuffle: merges the partials of {@link PreAggregate}.
 *
 * @param <K> the partials' key
 * @param <A> the partials, and the accumulator they are merged into
 * @param <R> the aggregate's result
 */
public final class MergePartials<K, A, R> implements AggregateFunction<Tuple2<K, A>, A, R> {
    private static final long serialVersionUID = 1L;

    private final AggregateFunction<?, A, R> aggregate;

    /** @param aggregate may change the first accumulator of a merge in place, but not the second */
    public MergePartials(AggregateFunction<?, A, R> aggregate) {
        this.aggregate = requireNonNull(aggregate, "aggregate is null");
    }

    @Override
    public A createAccumulator() {
        return aggregate.createAccumulator();
    }

    @Override
    public A add(Tuple2<K, A> partial, A merged) {
        return aggregate.merge(merged, partial.f1);
    }

    @Override
    public A merge(A left, A right) {
        return aggregate.merge(left, right);
    }

    @Override
    public R getResult(A merged) {
        return aggregate.getResult(merged);
    }
}
