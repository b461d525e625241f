package io.millrace.assembly.resources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.FileAsset;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.template.Template;
import java.util.List;
import java.util.Map;

/** Stages written by hand; JSON may have single quotes. */
final class SmallStage {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES).build();

    private SmallStage() {}

    static Template template(String stackName, String json) {
        try {
            return new Template(stackName, "us-east-1", JSON.readTree(json), Map.of());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The plan of a stage with one stack, {@code shop}, of these resources. */
    static DeploymentPlan plan(String resources, FileAsset... assets) {
        Template template = template("shop", "{'Resources': {%s}}".formatted(resources));
        return StagePlanner.plan(new Stage("dev", List.of(StackArtifact.of(template)), List.of(assets)));
    }

    /** Resolves a value in the same stack as these resources. */
    static String resolve(String value, String resources) {
        return plan("'Probe': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': %s}}, %s"
                        .formatted(value, resources))
                .streams()
                .get(0)
                .name();
    }
}
