package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads a template in JSON. */
final class JsonTemplate {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TemplateViolations violations;

    JsonTemplate(TemplateViolations violations) {
        this.violations = violations;
    }

    /** The template; a missing node, and a violation, when it cannot be parsed. */
    JsonNode read(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            requireValues(root, "");
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            violations.add(at.getLineNr(), at.getColumnNr(), "must be valid JSON: " + e.getOriginalMessage());
            return MissingNode.getInstance();
        }
    }

    private void requireValues(JsonNode node, String path) {
        if (node.isNull()) {
            violations.add("%s %s".formatted(path, Rules.NOT_NULL));
        }
        node.properties().forEach(entry -> requireValues(entry.getValue(), path + "/" + entry.getKey()));
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            requireValues(node.get(i), path + "/" + i);
        }
    }
}
