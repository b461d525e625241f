package io.millrace.assembly;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;

/**
 * A cloud assembly. A CDK {@code Stage} in the app is a stage here; stacks that are in none form the stage {@value
 * #DEFAULT_STAGE}.
 *
 * @param directory its path
 * @param stages at least one
 */
public record CloudAssembly(Path directory, List<Stage> stages) {
    /** The stage of an app that declares no stages. */
    public static final String DEFAULT_STAGE = "default";

    /** The stage for development, in an app with several stages. */
    public static final String DEVELOPMENT_STAGE = "dev";

    public CloudAssembly {
        stages = List.copyOf(stages);
    }

    /**
     * Reads a directory that {@code cdk synth} wrote.
     *
     * @throws AssemblyException when it is not a cloud assembly
     */
    public static CloudAssembly read(Path directory) {
        return new CloudAssembly(directory, new ManifestReader(directory).stages());
    }

    /**
     * A stage by its name.
     *
     * @throws AssemblyException when the assembly has no such stage
     */
    public Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssemblyException(
                        "%s has no stage '%s' (its stages: %s)".formatted(directory, name, stageNames())));
    }

    /**
     * The stage to run when none is named: the only one, or else {@value #DEVELOPMENT_STAGE}.
     *
     * @throws AssemblyException when there are several, none of which is {@value #DEVELOPMENT_STAGE}
     */
    public Stage defaultStage() {
        if (stages.size() == 1) {
            return stages.get(0);
        }
        return stages.stream()
                .filter(stage -> stage.name().equals(DEVELOPMENT_STAGE))
                .findFirst()
                .orElseThrow(() -> new AssemblyException(
                        "%s has several stages; choose one of them: %s".formatted(directory, stageNames())));
    }

    private String stageNames() {
        return stages.stream().map(Stage::name).collect(joining(", "));
    }
}
