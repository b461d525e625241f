package io.millrace.assembly.cloudformation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** What is wrong with a template file, collected so that all of it is reported at once. */
final class TemplateViolations {
    private final Path file;
    private final List<String> found = new ArrayList<>();

    TemplateViolations(Path file) {
        this.file = file;
    }

    void add(String violation) {
        found.add(violation);
    }

    /** Adds a violation at a line and a column, which count from 1. */
    void add(int line, int column, String violation) {
        found.add("line %d, column %d: %s".formatted(line, column, violation));
    }

    void add(Mark mark, String violation) {
        add(mark.getLine() + 1, mark.getColumn() + 1, violation);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws TemplateFileException when there is any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new TemplateFileException(file, found);
        }
    }
}
