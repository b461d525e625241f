package io.millrace.assembly.cloudformation;

import java.nio.file.Path;
import java.util.List;

/** A template file that cannot be used. The message lists every reason. */
public final class TemplateFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateFileException(Path file, List<String> violations) {
        super("template %s cannot be used:%n- %s".formatted(file, String.join("%n- ".formatted(), violations)));
    }
}
