package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.measurement.MeasurementReader;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;

/** Reads measurements. Each is in time until its own time has passed: then later ones are scored. */
final class OutlierInputReader implements EventReader<Measurement> {
    private static final long serialVersionUID = 1L;

    private final MeasurementReader measurements;

    OutlierInputReader(MeasurementReader measurements) {
        this.measurements = requireNonNull(measurements, "measurements is null");
    }

    @Override
    public Measurement read(SourceRecord record) throws RejectedException {
        return measurements.read(record).from(record);
    }

    @Override
    public long time(Measurement measurement) {
        return measurement.time;
    }

    @Override
    public long deadline(Measurement measurement) {
        return measurement.time;
    }

    @Override
    public String lateness(Measurement measurement) {
        return lateness(measurement.key);
    }

    static String lateness(String key) {
        return "Late measurement, later ones may have been scored, key: " + key;
    }
}
