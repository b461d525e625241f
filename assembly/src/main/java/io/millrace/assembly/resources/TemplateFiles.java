package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.cloudformation.TemplateFile;
import io.millrace.assembly.cloudformation.TemplateFileException;
import io.millrace.assembly.template.TemplatePath;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads the files of nested templates and of snippets, in YAML or JSON. */
final class TemplateFiles {
    private TemplateFiles() {}

    /** @param at where a template refers to the file */
    static ObjectNode template(Path file, TemplatePath at) {
        return read(file, at, TemplateFile::read);
    }

    /** @param at where a template refers to the file */
    static ObjectNode snippet(Path file, TemplatePath at) {
        return read(file, at, TemplateFile::readSnippet);
    }

    private static ObjectNode read(Path file, TemplatePath at, Function<Path, ObjectNode> reader) {
        try {
            return reader.apply(file);
        } catch (TemplateFileException e) {
            throw at.error(String.valueOf(e.getMessage()));
        }
    }
}
