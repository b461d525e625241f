package io.millrace.job;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The application's property groups, as plain maps. */
final class ApplicationProperties {
    private ApplicationProperties() {}

    /**
     * Reads the property groups of the running application. Outside the service the runtime library returns an empty
     * map, which the contract's check refuses.
     */
    static Map<String, Map<String, String>> read() throws IOException {
        Map<String, Map<String, String>> groups = new HashMap<>();
        KinesisAnalyticsRuntime.getApplicationProperties().forEach((id, properties) -> groups.put(id, map(properties)));
        return groups;
    }

    private static Map<String, String> map(Properties properties) {
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
        return map;
    }
}
