package io.millrace.job;

import io.millrace.contract.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the declaration of the jobs into the directory that becomes the jar. The build runs it. */
public final class WriteContract {
    private WriteContract() {}

    /**
     * Writes the declaration.
     *
     * @param args the directory
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]).resolve(Contract.RESOURCE);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            Jobs.contract().writeTo(out);
        }
    }
}
