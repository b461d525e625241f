package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.tuned.Bundle;
import java.time.Duration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Keeps the best entry of each lottery before the shuffle. */
final class BundleEntries extends Bundle<Winner, Long, Winner> {
    private static final long serialVersionUID = 1L;

    BundleEntries(Duration window) {
        super(window.toMillis());
    }

    @Override
    protected Long key(Winner entry) {
        return entry.lotteryId;
    }

    /** The clicks of a bundle of actions share one timestamp, and are in windows of their own. */
    @Override
    protected long time(StreamRecord<Winner> record) {
        return record.getValue().windowStart;
    }

    @Override
    protected Winner first(Winner entry) {
        return entry.copy();
    }

    @Override
    protected void add(Winner entry, Winner best) {
        best.add(entry);
    }
}
