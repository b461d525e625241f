package io.millrace.contract.flink;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** An application's property groups, as plain maps: group id to key to value. */
public final class ApplicationProperties {
    private ApplicationProperties() {}

    /**
     * Reads the property groups of the running application, on AWS and under {@code millrace local up}. Elsewhere, the
     * service's library returns no groups, which the contract's check refuses.
     */
    public static Map<String, Map<String, String>> read() throws IOException {
        return maps(KinesisAnalyticsRuntime.getApplicationProperties());
    }

    /**
     * Reads the property groups of a file, for a job that an IDE starts.
     *
     * @param file in the service's form: a JSON array of {@code {"PropertyGroupId": ..., "PropertyMap": {...}}}
     * @throws IOException when it cannot be read
     */
    public static Map<String, Map<String, String>> read(Path file) throws IOException {
        return maps(KinesisAnalyticsRuntime.getApplicationProperties(file.toString()));
    }

    private static Map<String, Map<String, String>> maps(Map<String, Properties> read) {
        Map<String, Map<String, String>> groups = new HashMap<>();
        read.forEach((id, properties) -> {
            Map<String, String> group = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> group.put(key, properties.getProperty(key)));
            groups.put(id, group);
        });
        return groups;
    }
}
