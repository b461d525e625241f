package io.millrace.benchmarks.outliers;

import io.millrace.benchmarks.tuned.Bundle;
import java.time.Duration;
import java.util.Map;

/** Collects the measurements of each key before the shuffle, while they wait for those that are out of order. */
final class BundleSamples extends Bundle<Sample, String, Samples> {
    private static final long serialVersionUID = 1L;

    /** Two seconds of the benchmark, if each of its measurements had a key of its own; some 100 MB. */
    private static final int MAX_BUNDLES = 524_288;

    private static final int FIRST_SAMPLES = 4;

    BundleSamples(Duration window) {
        super(window.toMillis(), MAX_BUNDLES);
    }

    @Override
    protected String key(Sample sample) {
        return sample.key;
    }

    @Override
    protected Samples first(Sample sample) {
        Samples samples = new Samples(FIRST_SAMPLES);
        samples.key = sample.key;
        samples.add(sample.time, sample.value);
        return samples;
    }

    @Override
    protected void add(Sample sample, Samples samples) {
        samples.add(sample.time, sample.value);
    }

    /** What waits has no need of windows but that of being released by a watermark. */
    @Override
    protected boolean join(Map<String, Samples> window, Map<String, Samples> next) {
        window.forEach((key, samples) -> next.merge(key, samples, (later, earlier) -> {
            earlier.add(later, 0);
            return earlier;
        }));
        return true;
    }
}
