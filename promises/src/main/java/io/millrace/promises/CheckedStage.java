package io.millrace.promises;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The stage that is checked, and what the suite may do there. System properties say it: {@code millrace.stage}, {@code
 * millrace.assembly} (absolute, or relative to {@code millrace.home}) and {@code millrace.write=true}, without which no
 * records are put into {@value #PROTECTED}.
 */
public record CheckedStage(String name, Path assembly, boolean write) {
    private static final String PROTECTED = "prod";
    private static final String WITHOUT_ALARMS = "review";

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

    /** Whether records may be put: into a stage whose results are in use, only with {@code millrace.write}. */
    boolean isWritable() {
        return write || !name.equals(PROTECTED);
    }

    /** Whether its applications have alarms. */
    boolean hasAlarms() {
        return !name.equals(WITHOUT_ALARMS);
    }
}
