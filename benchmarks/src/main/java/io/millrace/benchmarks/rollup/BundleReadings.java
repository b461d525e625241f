package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.measurement.Reading;
import io.millrace.benchmarks.tuned.Bundle;
import java.time.Duration;

/** Adds up readings before the shuffle. */
final class BundleReadings extends Bundle<Reading, String, Bucket> {
    private static final long serialVersionUID = 1L;

    BundleReadings(Duration window) {
        super(window.toMillis());
    }

    @Override
    protected String key(Reading reading) {
        return reading.key;
    }

    @Override
    protected Bucket first(Reading reading) {
        Bucket bucket = new Bucket();
        bucket.key = reading.key;
        bucket.add(reading.value);
        return bucket;
    }

    @Override
    protected void add(Reading reading, Bucket bucket) {
        bucket.add(reading.value);
    }
}
