package io.millrace.job.rollup;

import io.millrace.contract.flink.Settings;
import java.util.HashMap;
import java.util.Map;

/** Records and settings for tests. */
final class Records {
    static final long OUT_OF_ORDERNESS = 2_000;
    static final long IDLE_TIMEOUT = 3_000;

    private Records() {}

    static String measurement(String key, String value, long timestamp) {
        return "{\"key\":\"" + key + "\",\"value\":" + value + ",\"timestamp\":" + timestamp + "}";
    }

    /** Windows of 10 s, with the given changes. */
    static Settings settings(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "window.size", "10 s",
                "value.scale", "2",
                "events.out-of-orderness", OUT_OF_ORDERNESS + " ms",
                "events.idle-timeout", IDLE_TIMEOUT + " ms",
                "events.clock-skew", "1 s",
                "events.read-skew", "0 s"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings(settings);
    }
}
