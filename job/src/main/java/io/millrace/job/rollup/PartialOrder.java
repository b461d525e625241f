package io.millrace.job.rollup;

import io.millrace.job.time.KeyOrder;
import org.apache.flink.api.java.tuple.Tuple2;

/** Partial totals of one key and slice have no order: they become one. */
final class PartialOrder implements KeyOrder<Tuple2<String, Totals>> {
    private static final long serialVersionUID = 1L;

    @Override
    public String key(Tuple2<String, Totals> partial) {
        return partial.f0;
    }

    @Override
    public int compare(Tuple2<String, Totals> unusedLeft, Tuple2<String, Totals> unusedRight) {
        return 0;
    }

    @Override
    public Tuple2<String, Totals> merge(Tuple2<String, Totals> left, Tuple2<String, Totals> right) {
        left.f1.merge(right.f1);
        return left;
    }
}
