package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.measurement.Measurements;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventFormat;

/**
 * Measurements, each in time until its slice ends: then the first of its windows has come out, and it counts in all of
 * them or in none.
 */
final class RollupInputFormat implements EventFormat<Measurement> {
    private static final long serialVersionUID = 1L;

    private final Measurements measurements;
    private final RollupWindow window;

    RollupInputFormat(Measurements measurements, RollupWindow window) {
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
        return "Late measurement, its first window has come out, windowEnd: " + window.sliceEnd(measurement.time);
    }
}
