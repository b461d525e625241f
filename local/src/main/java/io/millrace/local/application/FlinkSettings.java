package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Settings of the stage's Flink processes that differ from those of the service and of this machine, for a measurement or for a
 * debugger.
 *
 * @param options Flink's options
 * @param jvmOptions options of the JVM, which take precedence over others
 */
public record FlinkSettings(Map<String, String> options, List<String> jvmOptions, DebugPorts debugPorts) {
    public static final FlinkSettings NONE = new FlinkSettings(Map.of(), List.of());

    public FlinkSettings {
        options = Map.copyOf(options);
        jvmOptions = List.copyOf(jvmOptions);
        requireNonNull(debugPorts, "debugPorts is null");
    }

    /** Settings without a debugger. */
    public FlinkSettings(Map<String, String> options, List<String> jvmOptions) {
        this(options, jvmOptions, DebugPorts.NONE);
    }

    /** The same settings with ports for debuggers. */
    public FlinkSettings with(DebugPorts ports) {
        return new FlinkSettings(options, jvmOptions, ports);
    }
}
