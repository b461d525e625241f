package io.millrace.assembly.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.cloudformation.sam.SamTransform;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** A template in a file, in YAML or JSON. */
public final class TemplateFile {
    /** CloudFormation quota: the size of a template in a bucket. */
    private static final int MAX_BYTES = 1_048_576;

    private final Path file;
    private final TemplateViolations violations;

    private TemplateFile(Path file, TemplateViolations violations) {
        this.file = file;
        this.violations = violations;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateFileException when it cannot be read or breaks a rule
     */
    public static ObjectNode read(Path file) {
        return read(file, true);
    }

    /**
     * Reads a snippet: an object of which a template has a part.
     *
     * @throws TemplateFileException when it cannot be read or is no object
     */
    public static ObjectNode readSnippet(Path file) {
        return read(file, false);
    }

    private static ObjectNode read(Path file, boolean whole) {
        TemplateViolations violations = new TemplateViolations(file);
        Optional<ObjectNode> read = new TemplateFile(file, violations).read(whole);
        violations.throwIfAny();
        return read.orElseThrow();
    }

    private Optional<ObjectNode> read(boolean whole) {
        String text = text();
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        YamlTemplate yaml = new YamlTemplate(violations);
        JsonNode root = text.stripLeading().startsWith("{") ? new JsonTemplate(violations).read(text) : yaml.read(text);
        if (!(root instanceof ObjectNode template)) {
            if (violations.isEmpty()) {
                violations.add(
                        whole
                                ? "must be a mapping with the sections of a template, such as Resources"
                                : "must be a mapping");
            }
            return Optional.empty();
        }
        requireNoAlias(yaml.alias(), template);
        if (whole) {
            new Rules(template, violations).check();
        }
        return violations.isEmpty() ? Optional.of(template) : Optional.empty();
    }

    /** SAM's CLI writes them out before it deploys; CloudFormation itself refuses them. */
    private void requireNoAlias(@Nullable Mark alias, ObjectNode template) {
        if (alias != null && !SamTransform.isUsedBy(template)) {
            violations.add(
                    alias,
                    "aliases must not be used in a template without the transform of SAM; write the value again,"
                            + " or let 'aws cloudformation package' do so");
        }
    }

    private String text() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                violations.add("must have at most %,d bytes, got %,d".formatted(MAX_BYTES, Files.size(file)));
                return "";
            }
            return Files.readString(file, UTF_8).replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            violations.add("must be text in UTF-8");
        } catch (IOException e) {
            violations.add("must be a file that can be read" + (Files.exists(file) ? "" : "; it does not exist"));
        }
        return "";
    }
}
