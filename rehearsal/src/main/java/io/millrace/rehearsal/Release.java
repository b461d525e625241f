package io.millrace.rehearsal;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import java.nio.file.Path;

/**
 * A version of a stage.
 *
 * @param name for the report
 */
public record Release(String name, Stage stage) {
    public Release {
        requireNonNull(name, "name is null");
        requireNonNull(stage, "stage is null");
    }

    /**
     * Reads a release from a cloud assembly. Its name is that of the directory; of a digest it is the beginning.
     *
     * @throws io.millrace.assembly.AssemblyException when it is not an assembly or has no such stage
     */
    public static Release read(Path assembly, String stage) {
        Path name = requireNonNull(assembly.toAbsolutePath().normalize().getFileName(), "assembly is a root");
        return new Release(
                name.toString().replaceFirst("^([0-9a-f]{12})[0-9a-f]{52}$", "$1"),
                CloudAssembly.read(assembly).stage(stage));
    }
}
