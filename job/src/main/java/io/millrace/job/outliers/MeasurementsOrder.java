package io.millrace.job.outliers;

import io.millrace.job.time.KeyOrder;

/** Brings the measurements of a key together. Those with other contents stay apart: {@link SortMeasurements} merges them. */
final class MeasurementsOrder implements KeyOrder<Measurements> {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Measurements left, Measurements right) {
        return left.compare(right);
    }

    @Override
    public String key(Measurements measurements) {
        return measurements.key;
    }
}
