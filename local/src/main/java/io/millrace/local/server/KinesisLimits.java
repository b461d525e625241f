package io.millrace.local.server;

import java.util.Locale;

/** Whether the local Kinesis refuses what the service would refuse for being too much. */
public enum KinesisLimits {
    ON,
    OFF;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
