package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** A Kinesis data stream. */
final class KinesisStreamType implements ResourceType {
    private static final int DEFAULT_RETENTION_HOURS = 24;
    private static final String[] MODE = {"StreamModeDetails", "StreamMode"};

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
        String name = physicalName(stream);
        plan.tryTo(() -> PhysicalNames.require("Name", name, stream));
        Optional<Integer> shards = plan.read(() -> shards(stream));
        Optional<Integer> hours =
                plan.read(() -> number(stream, "RetentionPeriodHours", DEFAULT_RETENTION_HOURS, 24, 8760));
        if (shards.isPresent() && hours.isPresent()) {
            StreamPlan planned = new StreamPlan(
                    stream.stackName(), stream.logicalId(), name, stream.region(), shards.get(), hours.get());
            plan.add(planned.retainedIf(stream.isRetained()));
        }
    }

    private static int shards(Resource stream) {
        int shards = number(stream, "ShardCount", StreamPlan.ON_DEMAND, 1, Integer.MAX_VALUE);
        JsonNode mode = stream.property(MODE);
        switch (mode.asText()) {
            case "ON_DEMAND" -> {
                return StreamPlan.ON_DEMAND;
            }
            case "PROVISIONED" -> {
                if (shards == StreamPlan.ON_DEMAND) {
                    throw stream.path("ShardCount").error("must be given for a stream of the mode PROVISIONED");
                }
                return shards;
            }
            default -> {
                if (!mode.isMissingNode()) {
                    throw stream.path(MODE)
                            .error("must be ON_DEMAND or PROVISIONED, got '%s'".formatted(mode.asText()));
                }
                return shards;
            }
        }
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
