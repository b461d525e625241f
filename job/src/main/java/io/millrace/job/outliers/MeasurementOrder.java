package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventOrder;

/** Orders a key's measurements of the same time by value. The same value at the same time is a duplicate. */
final class MeasurementOrder implements EventOrder<Measurement> {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Measurement left, Measurement right) {
        return Long.compare(left.value, right.value);
    }

    @Override
    public String key(Measurement measurement) {
        return measurement.key;
    }

    @Override
    public Measurement kept(Measurement measurement) {
        return new Measurement(measurement.key, measurement.value, measurement.time);
    }

    @Override
    public SourceRecord source(Measurement measurement) {
        return measurement.record();
    }

    @Override
    public String lateness(Measurement measurement) {
        return OutlierInputReader.lateOf(measurement);
    }
}
