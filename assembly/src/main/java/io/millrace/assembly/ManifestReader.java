package io.millrace.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.template.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the manifest of an assembly directory and of the nested ones (schema: {@code @aws-cdk/cloud-assembly-schema}).
 */
final class ManifestReader {
    private static final String DEFAULT_REGION = "us-east-1";
    /** The newest major version of the schema that is known here: {@code @aws-cdk/cloud-assembly-schema} 54. */
    private static final int NEWEST = 54;

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,6})\\.[0-9]+\\.[0-9]+.*");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;

    ManifestReader(Path directory) {
        this.directory = directory;
    }

    List<Stage> stages() {
        if (!Files.isRegularFile(directory.resolve("manifest.json"))) {
            throw new AssemblyException(
                    "%s is not a cloud assembly: it has no manifest.json; 'cdk synth' writes one".formatted(directory));
        }
        List<Stage> stages = new ArrayList<>();
        collect(directory, CloudAssembly.DEFAULT_STAGE, stages);
        if (stages.isEmpty()) {
            throw new AssemblyException("%s has no stacks".formatted(directory));
        }
        return stages;
    }

    private static void collect(Path assembly, String name, List<Stage> stages) {
        List<StackArtifact> stacks = new ArrayList<>();
        List<FileAsset> assets = new ArrayList<>();
        JsonNode manifest = read(assembly.resolve("manifest.json"));
        requireKnown(manifest.path("version").asText(NEWEST + ".0.0"), assembly.resolve("manifest.json"));
        JsonNode artifacts = manifest.path("artifacts");
        for (Map.Entry<String, JsonNode> entry : artifacts.properties()) {
            JsonNode artifact = entry.getValue();
            JsonNode properties = artifact.path("properties");
            switch (artifact.path("type").asText()) {
                case "aws:cloudformation:stack" -> stacks.add(stack(assembly, entry.getKey(), artifact));
                case "cdk:asset-manifest" ->
                    assets.addAll(
                            assets(assembly.resolve(properties.path("file").asText())));
                case "cdk:cloud-assembly" -> {
                    String directoryName = properties.path("directoryName").asText();
                    collect(
                            assembly.resolve(directoryName),
                            properties.path("displayName").asText(directoryName),
                            stages);
                }
                default -> {
                    // construct tree and feature flag report: not deployed
                }
            }
        }
        if (!stacks.isEmpty()) {
            stages.add(new Stage(name, stacks, assets));
        }
    }

    private static StackArtifact stack(Path assembly, String id, JsonNode artifact) {
        List<String> dependencies = new ArrayList<>();
        artifact.path("dependencies").forEach(dependency -> dependencies.add(dependency.asText()));
        return new StackArtifact(
                id,
                template(assembly, id, artifact),
                dependencies,
                artifact.path("properties").path("terminationProtection").asBoolean());
    }

    private static Template template(Path assembly, String id, JsonNode artifact) {
        JsonNode properties = artifact.path("properties");
        Map<String, String> parameters = new HashMap<>();
        properties
                .path("parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        Path file = assembly.resolve(properties.path("templateFile").asText());
        String stackName = properties.path("stackName").asText(id);
        return new Template(stackName, region(artifact.path("environment").asText()), read(file), parameters);
    }

    /** @param environment {@code aws://ACCOUNT/REGION}, each of which may be unknown */
    private static String region(String environment) {
        String region = environment.substring(environment.lastIndexOf('/') + 1);
        return region.isEmpty() || region.startsWith("unknown-") ? DEFAULT_REGION : region;
    }

    private static List<FileAsset> assets(Path manifest) {
        List<FileAsset> assets = new ArrayList<>();
        for (JsonNode file : read(manifest).path("files")) {
            JsonNode path = file.path("source").path("path");
            if (path.isMissingNode()) {
                continue; // a command builds it when it is published, and nothing that runs here is such a file
            }
            Path source = manifest.resolveSibling(path.asText()).normalize();
            for (JsonNode destination : file.path("destinations")) {
                String region = destination.path("region").asText(DEFAULT_REGION);
                String bucket = destination
                        .path("bucketName")
                        .asText()
                        .replace("${AWS::AccountId}", Template.ACCOUNT)
                        .replace("${AWS::Region}", region)
                        .replace("${AWS::Partition}", "aws");
                assets.add(new FileAsset(
                        source, bucket, destination.path("objectKey").asText()));
            }
        }
        return assets;
    }

    private static void requireKnown(String version, Path file) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > NEWEST) {
            throw new AssemblyException(
                    "%s must have a schema version up to %d, got '%s'; a newer CDK wrote it: synthesise with an older aws-cdk-lib, or update Millrace"
                            .formatted(file, NEWEST, version));
        }
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode root = JSON.readTree(file.toFile());
            if (!root.isObject()) {
                throw new AssemblyException("%s must be a JSON object; 'cdk synth' writes it again".formatted(file));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new AssemblyException(
                    "%s must be JSON, but line %d is damaged; 'cdk synth' writes it again"
                            .formatted(file, e.getLocation().getLineNr()),
                    e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new AssemblyException("%s must exist; 'cdk synth' writes it again".formatted(file), e);
        } catch (IOException e) {
            throw new AssemblyException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
