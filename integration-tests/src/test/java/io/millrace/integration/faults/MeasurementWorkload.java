package io.millrace.integration.faults;

import java.util.List;
import java.util.Map;

/** A job whose input is measurements. */
abstract class MeasurementWorkload implements Workload {
    private final MeasurementPuts puts;

    MeasurementWorkload(long seed) {
        this.puts = new MeasurementPuts(seed);
    }

    @Override
    public final Map<String, Integer> inputs() {
        return Map.of(MeasurementPuts.INPUT, 2);
    }

    @Override
    public final List<Put> begin(long nowMillis) {
        return puts.begin(nowMillis);
    }

    @Override
    public final List<Put> next(long nowMillis, int count) {
        return puts.next(nowMillis, count);
    }

    @Override
    public final List<Put> specimens(long nowMillis, int count) {
        return puts.specimens(nowMillis, count);
    }
}
