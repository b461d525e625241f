package io.millrace.job.rollup;

import java.io.Serializable;
import java.time.Duration;

/**
 * The windows, aligned to the epoch, and the slices that they consist of. A slice is as long as the slide, so that every
 * window consists of whole slices, and a tumbling window of one. Immutable.
 */
final class RollupWindow implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long sizeMillis;
    private final long slideMillis;

    /** @param size a multiple of the slide */
    RollupWindow(Duration size, Duration slide) {
        this.sizeMillis = size.toMillis();
        this.slideMillis = slide.toMillis();
    }

    Duration slice() {
        return Duration.ofMillis(slideMillis);
    }

    /** Whether a window is a single slice. */
    boolean isTumbling() {
        return sizeMillis == slideMillis;
    }

    /** The end, exclusive, of the slice that contains a time. */
    long sliceEnd(long time) {
        return time - Math.floorMod(time, slideMillis) + slideMillis;
    }

    long windowStart(long windowEnd) {
        return windowEnd - sizeMillis;
    }

    long nextWindowEnd(long windowEnd) {
        return windowEnd + slideMillis;
    }
}
