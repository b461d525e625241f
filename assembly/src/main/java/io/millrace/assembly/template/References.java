package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.assembly.template.ExternalValue.Kind;

/** The functions that refer to another value, such as {@code Ref}, {@code Fn::GetAtt} and {@code Fn::ImportValue}. */
final class References {
    private References() {}

    static JsonNode ref(String name, Evaluator evaluator, TemplatePath at) {
        Template template = evaluator.template();
        if (name.startsWith("AWS::")) {
            return pseudoParameter(name, template, at);
        }
        if (template.hasParameter(name)) {
            return Parameters.value(name, evaluator, at);
        }
        requireResource(name, evaluator, at);
        return evaluator
                .values()
                .ref(name)
                .orElseThrow(() -> at.error("'%s' (%s) has no value here".formatted(name, template.type(name))));
    }

    static JsonNode attribute(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        if (argument.isTextual() && argument.textValue().contains(".")) {
            return attribute(argument.textValue(), evaluator, at);
        }
        if (!argument.isArray() || argument.size() != 2) {
            throw at.error("must be a list of a logical id and an attribute, got %s".formatted(argument));
        }
        return attribute(argument.get(0).asText(), evaluator.scalar(argument.get(1), at.child(1)), evaluator, at);
    }

    /** The attribute of {@code LogicalId.Attribute}. */
    static JsonNode attribute(String dotted, Evaluator evaluator, TemplatePath at) {
        int dot = dotted.indexOf('.');
        return attribute(dotted.substring(0, dot), dotted.substring(dot + 1), evaluator, at);
    }

    static JsonNode imported(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        String name = evaluator.scalar(argument, at);
        return evaluator
                .values()
                .exported(name)
                .orElseGet(
                        () -> Json.text(evaluator.external(new ExternalValue(Kind.IMPORT, name, at), value -> value)));
    }

    static JsonNode stackOutput(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        if (!argument.has("StackName") || !argument.has("OutputName")) {
            throw at.error("must be an object with StackName and OutputName, got %s".formatted(argument));
        }
        String stackName = evaluator.scalar(argument.path("StackName"), at.child("StackName"));
        String outputName = evaluator.scalar(argument.path("OutputName"), at.child("OutputName"));
        String region = argument.has("Region")
                ? evaluator.scalar(argument.path("Region"), at.child("Region"))
                : evaluator.template().region();
        return evaluator
                .values()
                .output(stackName, region, outputName)
                .orElseThrow(() -> at.error("this stage has no stack '%s' with an output '%s' in %s"
                        .formatted(stackName, outputName, region)));
    }

    private static JsonNode attribute(String logicalId, String name, Evaluator evaluator, TemplatePath at) {
        requireResource(logicalId, evaluator, at);
        return evaluator
                .values()
                .attribute(logicalId, name)
                .orElseThrow(() -> at.error("'%s' (%s) must have the attribute %s; its schema has no such attribute"
                        .formatted(logicalId, evaluator.template().type(logicalId), name)));
    }

    private static void requireResource(String logicalId, Evaluator evaluator, TemplatePath at) {
        if (evaluator.template().resource(logicalId).isMissingNode()) {
            throw at.error("the template has no resource or parameter '%s'".formatted(logicalId));
        }
        if (!evaluator.isDeployed(logicalId)) {
            throw at.error("'%s' is not deployed: its condition does not hold".formatted(logicalId));
        }
    }

    private static JsonNode pseudoParameter(String name, Template template, TemplatePath at) {
        return switch (name) {
            case "AWS::AccountId" -> Json.text(Template.ACCOUNT);
            case "AWS::Region" -> Json.text(template.region());
            case "AWS::Partition" -> Json.text("aws");
            case "AWS::URLSuffix" -> Json.text("amazonaws.com");
            case "AWS::StackName" -> Json.text(template.stackName());
            case "AWS::StackId" -> Json.text(template.stackId());
            case "AWS::NotificationARNs" -> JsonNodeFactory.instance.arrayNode();
            case "AWS::NoValue" -> MissingNode.getInstance();
            default -> throw at.error("'%s' is not a pseudo parameter".formatted(name));
        };
    }
}
