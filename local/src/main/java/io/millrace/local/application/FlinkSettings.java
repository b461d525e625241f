package io.millrace.local.application;

import java.util.List;
import java.util.Map;

/**
 * Settings of the stage's Flink processes that differ from those of the service and of this machine, for a measurement.
 *
 * @param options Flink's options
 * @param jvmOptions options of the JVM, which take precedence over others
 */
public record FlinkSettings(Map<String, String> options, List<String> jvmOptions) {
    public static final FlinkSettings NONE = new FlinkSettings(Map.of(), List.of());

    public FlinkSettings {
        options = Map.copyOf(options);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
