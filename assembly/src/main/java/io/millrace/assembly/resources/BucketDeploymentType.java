package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** The custom resource of the CDK's {@code BucketDeployment}: copies files of the assembly into a bucket. */
final class BucketDeploymentType implements ResourceType {
    @Override
    public String name() {
        return "Custom::CDKBucketDeployment";
    }

    @Override
    public Optional<JsonNode> ref(Resource deployment) {
        return Optional.empty();
    }

    @Override
    public Optional<JsonNode> attribute(Resource deployment, String attribute) {
        return switch (attribute) {
            case "SourceObjectKeys" -> Optional.of(deployment.property("SourceObjectKeys"));
            case "DestinationBucketArn" -> Optional.of(Json.text(BucketType.ARN_PREFIX + destination(deployment)));
            default -> Optional.empty();
        };
    }

    @Override
    public void plan(Resource deployment, PlanBuilder plan) {
        JsonNode buckets = deployment.property("SourceBucketNames");
        JsonNode keys = deployment.property("SourceObjectKeys");
        String prefix = deployment.property("DestinationBucketKeyPrefix").asText("");
        boolean extract = deployment.property("Extract").asBoolean(true);
        for (int i = 0; i < keys.size(); i++) {
            plan.objects()
                    .copy(buckets.path(i).asText(), keys.get(i).asText(), destination(deployment), prefix, extract);
        }
    }

    private static String destination(Resource deployment) {
        return deployment.property("DestinationBucketName").asText();
    }
}
