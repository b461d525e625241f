package io.millrace.local.server;

import java.util.Locale;

/** Whether a local server refuses what the service would refuse for being too much. */
public enum ServiceLimits {
    ON,
    OFF;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
