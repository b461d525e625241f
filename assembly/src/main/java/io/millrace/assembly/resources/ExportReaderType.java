package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ExternalValue.Kind;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** The custom resource with which a CDK stack imports values from stacks of another region: its attributes are the values. */
final class ExportReaderType implements ResourceType {
    @Override
    public String name() {
        return "Custom::CrossRegionExportReader";
    }

    @Override
    public Optional<JsonNode> ref(Resource reader) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> attribute(Resource reader, String attribute) {
        ExternalValue parameter = new ExternalValue(Kind.SSM, attribute, reader.path("ReaderProps"));
        StackResources stack = reader.stack();
        return stack.stage()
                .crossRegionExport(attribute)
                .or(() -> stack.external(parameter).map(Json::text))
                .or(() -> stack.standIn(parameter).map(Json::text));
    }

    @Override
    public void plan(Resource reader, PlanBuilder plan) {
        // nothing runs for it
    }
}
