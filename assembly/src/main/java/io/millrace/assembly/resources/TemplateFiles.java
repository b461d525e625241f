package io.millrace.assembly.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.template.TemplatePath;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the files of nested templates and of snippets. */
final class TemplateFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private TemplateFiles() {}

    /** @param at where a template refers to the file */
    static JsonNode read(Path file, TemplatePath at) {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw at.error("file %s must be JSON, but line %d is not"
                    .formatted(file, e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw at.error("file %s cannot be read".formatted(file));
        }
    }
}
