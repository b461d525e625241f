package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a template in YAML 1.1 as the JSON that it stands for. Scalars that CloudFormation takes as text, such as dates,
 * stay as they are written.
 */
final class YamlTemplate {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Far above what a template needs; aliases of aliases could otherwise fill the memory, or have no end. */
    private static final int MAX_VALUES = 200_000;

    private static final int MAX_DEPTH = 200;

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern FRACTION = Pattern.compile("-?(0|[1-9][0-9]*)?\\.[0-9]+");
    /** The types of YAML that CloudFormation takes. */
    private static final Set<Tag> TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.NULL, Tag.TIMESTAMP);

    private static final Set<String> TRUE = Set.of("true", "yes", "on");

    private final TemplateViolations violations;
    private int values;
    private @Nullable Mark alias;

    YamlTemplate(TemplateViolations violations) {
        this.violations = violations;
    }

    /** The template; a missing node, and a violation, when it cannot be parsed. */
    JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the template's size is checked before
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_VALUES);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            for (Event event : yaml.parse(new StringReader(text))) {
                if (event instanceof AliasEvent && alias == null) {
                    alias = event.getStartMark();
                }
            }
            Node root = yaml.compose(new StringReader(text));
            return root == null ? MissingNode.getInstance() : value(root, 0);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            violations.add(mark, "must be valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            violations.add(
                    "must be valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        return MissingNode.getInstance();
    }

    /** Where the first alias or merge key is; null when there is none. */
    @Nullable
    Mark alias() {
        return alias;
    }

    private JsonNode value(Node node, int depth) {
        values++;
        if (depth > MAX_DEPTH || values > MAX_VALUES) {
            throw new YAMLException("its aliases must not contain themselves or multiply");
        }
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            if (!TAGS.contains(node.getTag())) {
                violations.add(node.getStartMark(), "the tag '%s' must not be used in a template".formatted(tag));
            }
            return plain(node, depth);
        }
        if (!ShortForms.isKnown(tag)) {
            violations.add(node.getStartMark(), "unknown short form '%s'%s".formatted(tag, ShortForms.nearest(tag)));
        }
        return ShortForms.call(
                tag, node instanceof ScalarNode scalar ? JSON.textNode(scalar.getValue()) : plain(node, depth));
    }

    private JsonNode plain(Node node, int depth) {
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(element -> array.add(value(element, depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = JSON.objectNode();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Mark mark = entry.getKeyNode().getStartMark();
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                violations.add(mark, "a key must be text");
                continue;
            }
            if (key.getTag().equals(Tag.MERGE)) {
                continue;
            }
            Integer former = lines.put(key.getValue(), mark.getLine() + 1);
            if (former != null) {
                violations.add(
                        mark, "'%s' must be given once; it is also on line %d".formatted(key.getValue(), former));
            }
            object.set(key.getValue(), value(entry.getValueNode(), depth + 1));
        }
        mapping.getValue().stream()
                .filter(entry -> entry.getKeyNode().getTag().equals(Tag.MERGE))
                .forEach(entry -> merge(entry, object, depth));
        return object;
    }

    /** YAML's {@code <<}: the entries of another mapping, or of several, that this one does not have. */
    private void merge(NodeTuple entry, ObjectNode object, int depth) {
        if (alias == null) {
            alias = entry.getKeyNode().getStartMark();
        }
        JsonNode merged = value(entry.getValueNode(), depth + 1);
        Iterable<JsonNode> mappings =
                merged.isArray() ? merged : JSON.arrayNode().add(merged);
        for (JsonNode mapping : mappings) {
            if (!mapping.isObject()) {
                violations.add(entry.getValueNode().getStartMark(), "'<<' must have a mapping or a list of mappings");
            }
            mapping.properties().forEach(other -> object.putIfAbsent(other.getKey(), other.getValue()));
        }
    }

    private JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            violations.add(scalar.getStartMark(), Rules.NOT_NULL);
        } else if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        } else if (tag.equals(Tag.INT) && DECIMAL.matcher(text).matches()) {
            return number(Long.parseLong(text));
        } else if (tag.equals(Tag.FLOAT) && FRACTION.matcher(text).matches()) {
            return JSON.numberNode(Double.parseDouble(text));
        }
        return JSON.textNode(text);
    }

    /** The same node as of a template in JSON. */
    private static JsonNode number(long number) {
        return (int) number == number ? JSON.numberNode((int) number) : JSON.numberNode(number);
    }
}
