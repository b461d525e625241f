package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The custom resource with which a CDK stack exports values to stacks of another region. */
final class ExportWriterType implements ResourceType {
    static final String NAME = "Custom::CrossRegionExportWriter";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<JsonNode> ref(Resource writer) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> attribute(Resource writer, String attribute) {
        return Optional.empty();
    }

    @Override
    public void plan(Resource writer, PlanBuilder plan) {
        // nothing runs for it
    }

    /** The value of one of its exports. */
    static Optional<JsonNode> export(Resource writer, String name) {
        JsonNode value = writer.property("WriterProps", "exports", name);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }
}
