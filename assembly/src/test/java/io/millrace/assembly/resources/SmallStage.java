package io.millrace.assembly.resources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.FileAsset;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.Template;
import io.millrace.contract.service.ServiceQuotas;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The plan of a stage whose stacks have these templates, with what the user gives. */
    static DeploymentPlan plan(GivenValues given, Map<String, String> templates, FileAsset... assets) {
        List<StackArtifact> stacks = templates.entrySet().stream()
                .map(entry -> StackArtifact.of(template(entry.getKey(), entry.getValue())))
                .toList();
        Stage stage = new Stage("dev", stacks, List.of(assets));
        CloudAssembly assembly = new CloudAssembly(Path.of("cdk.out"), List.of(stage));
        return StagePlanner.plan(assembly, stage, ServiceQuotas.DEFAULT, given, Optional.empty());
    }

    /** Resolves a value in the same stack as these resources. */
    static String resolve(String value, String resources) {
        return planWith(value, resources)
                .applications()
                .get(0)
                .propertyGroups()
                .get("probe")
                .getOrDefault("value", "");
    }

    /** The plan of a stage whose application has a value in a property. */
    static DeploymentPlan planWith(String value, String resources) {
        String application = """
                'Probe': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                  'RuntimeEnvironment': 'FLINK-1_20',
                  'ApplicationConfiguration': {
                    'ApplicationCodeConfiguration': {'CodeContent': {'S3ContentLocation': {
                      'BucketARN': 'arn:aws:s3:::probe', 'FileKey': 'probe.jar'}}},
                    'FlinkApplicationConfiguration': {'ParallelismConfiguration': {
                      'ConfigurationType': 'CUSTOM', 'Parallelism': 1, 'AutoScalingEnabled': false}},
                    'EnvironmentProperties': {'PropertyGroups': [
                      {'PropertyGroupId': 'probe', 'PropertyMap': {'value': %s}}]}}}}
                """.formatted(value);
        // any file will do, since nothing runs
        return plan(application + "," + resources, new FileAsset(Path.of("pom.xml"), "probe", "probe.jar"));
    }
}
