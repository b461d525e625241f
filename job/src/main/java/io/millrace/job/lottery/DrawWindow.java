package io.millrace.job.lottery;

import java.io.Serializable;
import java.time.Duration;

/** The tumbling windows of draws, aligned to the epoch. Immutable. */
final class DrawWindow implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long millis;

    DrawWindow(Duration size) {
        this.millis = size.toMillis();
    }

    long millis() {
        return millis;
    }

    long start(long time) {
        return time - Math.floorMod(time, millis);
    }

    long end(long time) {
        return start(time) + millis;
    }
}
