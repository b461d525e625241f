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
        boolean onDemand =
                stream.property("StreamModeDetails", "StreamMode").asText().equals("ON_DEMAND");
        int shards = stream.property("ShardCount").asInt(StreamPlan.ON_DEMAND);
        plan.add(new StreamPlan(
                stream.stackName(),
                stream.logicalId(),
                physicalName(stream),
                stream.region(),
                onDemand ? StreamPlan.ON_DEMAND : shards,
                stream.property("RetentionPeriodHours").asInt(DEFAULT_RETENTION_HOURS)));
    }

    private static String physicalName(Resource stream) {
        return stream.physicalName("Name");
    }
}
