package io.millrace.local.cli.options;

import io.millrace.assembly.cloudformation.TemplateAssembly;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary directory with the assembly of a template, deleted when this process ends. */
final class TemplateDirectory {
    private final Path path;

    TemplateDirectory() {
        try {
            path = Files.createTempDirectory("millrace-template-");
            Files.createFile(path.resolve("cdk.json")); // no file of given values is looked for above
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(path), "delete-assembly"));
    }

    /** Writes the assembly, and returns its directory. */
    Path write(TemplateAssembly assembly) {
        // what is beside an assembly belongs to it, and other processes may write beside the temporary directory
        Path directory = path.resolve("cdk.out");
        assembly.write(directory);
        return directory;
    }
}
