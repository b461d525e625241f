package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** A Kinesis data stream. */
final class KinesisStreamType implements ResourceType {
    private static final int DEFAULT_RETENTION_HOURS = 24;

    @Override
    public String name() {
        return "AWS::Kinesis::Stream";
    }

    @Override
    public Optional<JsonNode> ref(Resource stream) {
        return Optional.of(Json.text(physicalName(stream)));
    }

    @Override
    public Optional<JsonNode> attribute(Resource stream, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Json.text(stream.arn("kinesis", "stream/" + physicalName(stream))));
            default -> Optional.empty();
        };
    }

    @Override
    public void plan(Resource stream, PlanBuilder plan) {
        PhysicalNames.require("Name", physicalName(stream), stream);
        boolean onDemand =
                stream.property("StreamModeDetails", "StreamMode").asText().equals("ON_DEMAND");
        int shards = number(stream, "ShardCount", StreamPlan.ON_DEMAND, 1, Integer.MAX_VALUE);
        StreamPlan planned = new StreamPlan(
                stream.stackName(),
                stream.logicalId(),
                physicalName(stream),
                stream.region(),
                onDemand ? StreamPlan.ON_DEMAND : shards,
                number(stream, "RetentionPeriodHours", DEFAULT_RETENTION_HOURS, 24, 8760));
        plan.add(planned.retainedIf(stream.isRetained()));
    }

    private static int number(Resource stream, String property, int otherwise, int least, int most) {
        JsonNode value = stream.property(property);
        if (value.isMissingNode()) {
            return otherwise;
        }
        String text = value.asText();
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw stream.path(property)
                    .error("must be %s, got '%s'"
                            .formatted(most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most, text));
        }
        return Integer.parseInt(text);
    }

    private static String physicalName(Resource stream) {
        return stream.physicalName("Name");
    }
}
