package io.millrace.integration.promises;

import java.nio.file.Path;

/**
 * Where the suite runs and what it may do there, as the command line says: {@code -Dmillrace.target=local|aws},
 * {@code -Dmillrace.stage=NAME}, {@code -Dmillrace.assembly=PATH} (absolute, or from the project's root) and
 * {@code -Dmillrace.write=true}, without which nothing is put into the stage {@code prod}.
 */
record Target(String kind, String stageName, Path assembly, boolean write) {
    private static final String PROTECTED = "prod";
    private static final String UNWATCHED = "review";

    static Target ofProperties() {
        return new Target(
                System.getProperty("millrace.target"),
                System.getProperty("millrace.stage"),
                Path.of(System.getProperty("millrace.home"))
                        .toAbsolutePath()
                        .normalize()
                        .resolve(System.getProperty("millrace.assembly")),
                Boolean.getBoolean("millrace.write"));
    }

    /** Whether records may be put: into a stage whose results somebody relies on, only when that is asked for. */
    boolean writable() {
        return write || !stageName.equals(PROTECTED);
    }

    /** Whether its applications have alarms. */
    boolean watched() {
        return !stageName.equals(UNWATCHED);
    }

    TargetStage stage() {
        return switch (kind) {
            case "local" -> new LocalTarget(this);
            case "aws" -> new AwsTarget(this, AwsClients::ofTheEnvironment);
            default ->
                throw new IllegalArgumentException(
                        "millrace.target must be 'local' or 'aws', got '%s'".formatted(kind));
        };
    }
}
