package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.measurement.MeasurementReader;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;

/**
 * Reads measurements. Each is in time until its slice ends: at that time its first window is written, and a measurement
 * counts in all of its windows or in none.
 */
final class RollupInputReader implements EventReader<Measurement> {
    private static final long serialVersionUID = 1L;

    private final MeasurementReader measurements;
    private final RollupWindow window;

    RollupInputReader(MeasurementReader measurements, RollupWindow window) {
        this.measurements = requireNonNull(measurements, "measurements is null");
        this.window = requireNonNull(window, "window is null");
    }

    @Override
    public Measurement read(SourceRecord record) throws RejectedException {
        return measurements.read(record);
    }

    @Override
    public long time(Measurement measurement) {
        return measurement.time;
    }

    @Override
    public long deadline(Measurement measurement) {
        return window.sliceEnd(measurement.time) - 1;
    }

    @Override
    public String lateness(Measurement measurement) {
        return "Late measurement, its first window has been written, windowEnd: " + window.sliceEnd(measurement.time);
    }
}
