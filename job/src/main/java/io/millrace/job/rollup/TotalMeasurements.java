package io.millrace.job.rollup;

import io.millrace.job.measurement.Measurement;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Totals the values of measurements. Their order and grouping do not matter. */
final class TotalMeasurements implements AggregateFunction<Measurement, Totals, Totals> {
    private static final long serialVersionUID = 1L;

    @Override
    public Totals createAccumulator() {
        return new Totals();
    }

    @Override
    public Totals add(Measurement measurement, Totals totals) {
        totals.add(measurement.value);
        return totals;
    }

    @Override
    public Totals merge(Totals totals, Totals more) {
        totals.merge(more);
        return totals;
    }

    @Override
    public Totals getResult(Totals totals) {
        return totals;
    }
}
