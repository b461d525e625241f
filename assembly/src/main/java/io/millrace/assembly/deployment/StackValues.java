package io.millrace.assembly.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.Json;
import io.millrace.assembly.template.Location;
import io.millrace.assembly.template.ResourceValues;
import io.millrace.assembly.template.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One stack's resources as its templates see them: physical names and ARNs.
 *
 * <p>A name that the template does not give is {@code <stack>-<logical id>}: the same at every start, so that the
 * resource keeps its data.
 */
final class StackValues implements ResourceValues {
    static final String STREAM = "AWS::Kinesis::Stream";
    static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";
    static final String BUCKET = "AWS::S3::Bucket";
    static final String BUCKET_DEPLOYMENT = "Custom::CDKBucketDeployment";
    static final String SECRET = "AWS::SecretsManager::Secret";
    static final String BUCKET_ARN_PREFIX = "arn:aws:s3:::";

    private final Template template;
    private final Evaluator evaluator;
    private final List<StackValues> stage;

    /** Values of a stack; the list holds every stack of its stage, this one among them, once it is complete. */
    StackValues(Template template, List<StackValues> stage) {
        this.template = template;
        this.evaluator = new Evaluator(template, this);
        this.stage = stage;
    }

    static String streamArn(String region, String name) {
        return "arn:aws:kinesis:%s:%s:stream/%s".formatted(region, Template.ACCOUNT, name);
    }

    Template template() {
        return template;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** Resolves a property of a resource; a missing node when it is not given. */
    JsonNode property(String logicalId, String... path) {
        JsonNode value = template.resource(logicalId).path("Properties");
        Location at = location(logicalId).child("Properties");
        for (String name : path) {
            value = value.path(name);
            at = at.child(name);
        }
        return evaluator.resolve(value, at);
    }

    Location location(String logicalId) {
        return template.location().child("Resources").child(logicalId);
    }

    @Override
    public Optional<JsonNode> ref(String logicalId) {
        return switch (template.type(logicalId)) {
            case STREAM, APPLICATION, BUCKET -> Optional.of(Json.text(physicalName(logicalId)));
            case SECRET ->
                Optional.of(Json.text("arn:aws:secretsmanager:%s:%s:secret:%s"
                        .formatted(template.region(), Template.ACCOUNT, physicalName(logicalId))));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String name) {
        return switch (template.type(logicalId) + "." + name) {
            case STREAM + ".Arn" -> Optional.of(Json.text(streamArn(template.region(), physicalName(logicalId))));
            case BUCKET + ".Arn" -> Optional.of(Json.text(BUCKET_ARN_PREFIX + physicalName(logicalId)));
            case BUCKET_DEPLOYMENT + ".SourceObjectKeys" -> Optional.of(property(logicalId, "SourceObjectKeys"));
            case BUCKET_DEPLOYMENT + ".DestinationBucketArn" ->
                Optional.of(Json.text(BUCKET_ARN_PREFIX
                        + property(logicalId, "DestinationBucketName").asText()));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<JsonNode> exported(String name) {
        return stage.stream()
                .map(stack -> stack.export(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<JsonNode> output(String stackName, String region, String name) {
        return stage.stream()
                .filter(stack -> stack.template.stackName().equals(stackName)
                        && stack.template.region().equals(region))
                .filter(stack -> stack.template.root().path("Outputs").has(name))
                .map(stack -> stack.output(name))
                .findFirst();
    }

    private Optional<JsonNode> export(String name) {
        Location outputs = template.location().child("Outputs");
        for (var output : template.root().path("Outputs").properties()) {
            JsonNode exportName = output.getValue().path("Export").path("Name");
            Location at = outputs.child(output.getKey()).child("Export").child("Name");
            if (!exportName.isMissingNode()
                    && evaluator.resolve(exportName, at).asText().equals(name)) {
                return Optional.of(output(output.getKey()));
            }
        }
        return Optional.empty();
    }

    private JsonNode output(String name) {
        return evaluator.resolve(
                template.root().path("Outputs").path(name).path("Value"),
                template.location().child("Outputs").child(name).child("Value"));
    }

    String physicalName(String logicalId) {
        return switch (template.type(logicalId)) {
            case STREAM, SECRET -> name(logicalId, "Name");
            case APPLICATION -> name(logicalId, "ApplicationName");
            default -> name(logicalId, "BucketName").toLowerCase(Locale.ROOT);
        };
    }

    private String name(String logicalId, String property) {
        JsonNode given = property(logicalId, property);
        return given.isMissingNode() ? template.stackName() + "-" + logicalId : given.asText();
    }
}
