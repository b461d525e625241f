package io.millrace.promises;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The stage that is checked, and whether records may be put there although its data is retained. System properties set it:
 * {@code millrace.stage}, {@code millrace.assembly} (absolute, or relative to {@code millrace.home}) and {@code
 * millrace.write=true}.
 */
public record CheckedStage(String name, Path assembly, boolean write) {
    public CheckedStage {
        requireNonNull(name, "name is null");
        requireNonNull(assembly, "assembly is null");
    }

    public static CheckedStage ofSystemProperties() {
        Path home = Path.of(System.getProperty("millrace.home", "."));
        return new CheckedStage(
                property("millrace.stage"),
                home.toAbsolutePath().normalize().resolve(property("millrace.assembly")),
                Boolean.getBoolean("millrace.write"));
    }

    private static String property(String name) {
        return requireNonNull(System.getProperty(name), () -> "system property %s is not set".formatted(name));
    }
}
