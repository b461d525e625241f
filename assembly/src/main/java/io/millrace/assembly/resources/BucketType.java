package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.RetainedResource.Kind;
import io.millrace.assembly.template.Json;
import java.util.Locale;
import java.util.Optional;

/** A bucket. It exists here as the name under which the assembly's files are found. */
final class BucketType implements ResourceType {
    static final String ARN_PREFIX = "arn:aws:s3:::";

    @Override
    public String name() {
        return "AWS::S3::Bucket";
    }

    @Override
    public Optional<JsonNode> ref(Resource bucket) {
        return Optional.of(Json.text(physicalName(bucket)));
    }

    @Override
    public Optional<JsonNode> attribute(Resource bucket, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Json.text(ARN_PREFIX + physicalName(bucket)));
            default -> Optional.empty();
        };
    }

    @Override
    public void plan(Resource bucket, PlanBuilder plan) {
        plan.retain(bucket, Kind.BUCKET, physicalName(bucket));
    }

    private static String physicalName(Resource bucket) {
        return bucket.physicalName("BucketName").toLowerCase(Locale.ROOT);
    }
}
