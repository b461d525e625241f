package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Comparator;

/** The order of a window's keys: the highest aggregate first, equal ones by key. Two keys are never equal. */
final class Ranking implements Comparator<Rollup>, Serializable {
    private static final long serialVersionUID = 1L;

    private final Aggregation by;

    Ranking(Aggregation by) {
        this.by = requireNonNull(by, "by is null");
    }

    @Override
    public int compare(Rollup left, Rollup right) {
        int byAggregate = by.compare(right.totals, left.totals);
        return byAggregate != 0 ? byAggregate : left.key.compareTo(right.key);
    }
}
