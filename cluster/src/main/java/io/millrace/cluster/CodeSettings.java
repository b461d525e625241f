package io.millrace.cluster;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.jspecify.annotations.Nullable;

/** What a job's code sets and the service decides: puts the service's values back, and writes a line for each change. */
final class CodeSettings {
    /** A key of the cluster's configuration, with the file for the lines. */
    static final ConfigOption<String> FILE =
            ConfigOptions.key("millrace.code-settings.file").stringType().noDefaultValue();

    private static final List<String> OWNED_BY_SERVICE = List.of("execution.checkpointing.", "state.");
    /** With Flink's keys and defaults; releases before 1.20 have the options in another class. */
    private static final List<ConfigOption<?>> NAMED = List.of(
            ConfigOptions.key("execution.checkpointing.interval").durationType().noDefaultValue(),
            ConfigOptions.key("execution.checkpointing.min-pause")
                    .durationType()
                    .defaultValue(Duration.ZERO),
            ConfigOptions.key("execution.checkpointing.mode").stringType().defaultValue("EXACTLY_ONCE"),
            ConfigOptions.key("execution.checkpointing.timeout").durationType().defaultValue(Duration.ofMinutes(10)),
            ConfigOptions.key("execution.checkpointing.max-concurrent-checkpoints")
                    .intType()
                    .defaultValue(1),
            ConfigOptions.key("execution.checkpointing.unaligned.enabled")
                    .booleanType()
                    .defaultValue(false)
                    .withDeprecatedKeys("execution.checkpointing.unaligned"),
            ConfigOptions.key("execution.checkpointing.externalized-checkpoint-retention")
                    .stringType()
                    .noDefaultValue(),
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            StateBackendOptions.STATE_BACKEND);

    private final Configuration service;
    private final Set<String> lines = new LinkedHashSet<>();

    /** @param service the cluster's configuration */
    CodeSettings(Configuration service) {
        this.service = service;
    }

    Configuration service() {
        return service;
    }

    /** Puts the service's values back into a configuration that code has changed. */
    void override(Configuration code) {
        for (ConfigOption<?> option : NAMED) {
            note(option.key(), code.get(option), service.get(option));
        }
        Map<String, String> kept = service.toMap();
        Stream.concat(code.keySet().stream(), kept.keySet().stream())
                .filter(key -> OWNED_BY_SERVICE.stream().anyMatch(key::startsWith))
                .collect(toSet())
                .forEach(key -> {
                    code.removeKey(key);
                    if (kept.containsKey(key)) {
                        code.setString(key, kept.get(key));
                    }
                });
    }

    /** The service's values of the options that code can set, the defaults included. */
    Configuration named() {
        Configuration values = new Configuration();
        NAMED.forEach(option -> copy(option, values));
        return values;
    }

    private <T> void copy(ConfigOption<T> option, Configuration values) {
        T value = service.get(option);
        if (value != null) {
            values.set(option, value);
        }
    }

    private void note(String what, @Nullable Object code, @Nullable Object inService) {
        if (!Objects.equals(code, inService)) {
            lines.add(String.format(
                    "the code sets %s to %s, which the service overrides with %s", what, text(code), text(inService)));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    void noteStateBackend(String code) {
        note("the state backend", code, service.get(StateBackendOptions.STATE_BACKEND));
    }

    void noteCheckpointStorage() {
        lines.add("the code sets a checkpoint storage, which the service overrides with its own");
    }

    void noteParallelism(int code) {
        int given = service.get(CoreOptions.DEFAULT_PARALLELISM);
        if (code != given) {
            lines.add(String.format(
                    "the code sets parallelism %d, which overrides the template's %d, as on the service", code, given));
        }
    }

    void noteEndpoint(String connector, String url) {
        lines.add(String.format("the code gives %s no aws.endpoint; here it is %s", connector, url));
    }

    /** Writes the lines, if the configuration names a file. */
    void write() {
        String file = service.get(FILE);
        if (file != null) {
            try {
                Files.write(Path.of(file), lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
