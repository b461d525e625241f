package io.millrace.benchmarks.results;

import java.io.IOException;
import java.nio.file.Path;

/** The results file cannot be written, so that nothing more can be measured. */
public final class UnwritableResultsException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwritableResultsException(Path file, IOException cause) {
        super("--results must be a file that can be written, but '%s' is not: %s".formatted(file, cause), cause);
    }
}
