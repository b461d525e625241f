package io.millrace.assembly.resources;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ExternalValue.Kind;
import io.millrace.assembly.template.Json;
import io.millrace.assembly.template.Template;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A nested stack. Its resources are planned like those of any stack. */
final class NestedStackType implements ResourceType {
    static final String NAME = "AWS::CloudFormation::Stack";

    /** More than any app has: a template that nests itself ends here. */
    static final int DEEPEST = 20;

    private static final Pattern VIRTUAL_HOST = Pattern.compile("https://([^/]+?)\\.s3[.-][^/]*/(.+)");
    private static final Pattern PATH = Pattern.compile("https://s3[.-][^/]*/([^/]+)/(.+)");
    private static final String OUTPUTS = "Outputs.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<JsonNode> ref(Resource stack) {
        return Optional.of(Json.text(Template.stackId(stackName(stack), stack.region())));
    }

    @Override
    public Optional<JsonNode> attribute(Resource stack, String attribute) {
        return switch (attribute) {
            case "StackId" -> ref(stack);
            case "ParentId" -> Optional.of(Json.text(stack.stack().template().stackId()));
            case "RootId" ->
                Optional.of(Json.text(stack.stack().outermost().template().stackId()));
            default ->
                attribute.startsWith(OUTPUTS) ? output(stack, attribute.substring(OUTPUTS.length())) : Optional.empty();
        };
    }

    private static Optional<JsonNode> output(Resource stack, String name) {
        Optional<StackResources> nested = stack.stack().nested(stack.logicalId());
        if (nested.isPresent()) {
            return nested.get().output(name);
        }
        StageStacks stage = stack.stack().stage();
        ExternalValue template = template(stack);
        return Optional.of(Json.text(
                stage.file(template).isPresent()
                        ? stage.externals().ofWhatIsRefused()
                        : stage.externals().standIn(template)));
    }

    @Override
    public void plan(Resource stack, PlanBuilder plan) {
        // nothing runs for the stack itself
    }

    /** The name of the nested stack. */
    static String stackName(Resource stack) {
        return stack.stackName() + "-" + stack.logicalId();
    }

    /** The object that has its template. */
    static ExternalValue template(Resource stack) {
        String url = stack.property("TemplateURL").asText();
        Matcher path = PATH.matcher(url);
        Matcher host = VIRTUAL_HOST.matcher(url);
        Matcher found = path.matches() ? path : host;
        return new ExternalValue(
                Kind.OBJECT,
                found.matches() ? "s3://%s/%s".formatted(found.group(1), found.group(2)) : url,
                stack.path("TemplateURL"));
    }

    /** The value that the parent gives a parameter. */
    static Optional<String> parameter(Resource stack, String name) {
        JsonNode value = stack.property("Parameters", name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                value.isArray()
                        ? StreamSupport.stream(value.spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(joining(","))
                        : value.asText());
    }
}
