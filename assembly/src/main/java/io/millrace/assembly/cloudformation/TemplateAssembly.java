package io.millrace.assembly.cloudformation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.cloudformation.sam.SamTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cloud assembly of a plain CloudFormation or SAM template: one stage with one stack, both of one name. */
public final class TemplateAssembly {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The names that SAM's and CloudFormation's tools give; they say nothing about the stack. */
    private static final Set<String> USUAL_NAMES =
            Set.of("template", "sam", "cloudformation", "cfn", "packaged", "packaged-template", "output-template");

    /** Transforms with no effect here, or whose functions are evaluated with the others. */
    private static final Set<String> KNOWN_TRANSFORMS = Set.of(
            SamTransform.NAME,
            "AWS::CodeDeployBlueGreen",
            "AWS::Include",
            "AWS::LanguageExtensions",
            "AWS::SecretsManager-2020-07-23",
            "AWS::SecretsManager-2024-09-16");

    private final String name;
    private final Path file;
    private final Map<String, Path> code;

    /**
     * @param name of the stage and of the stack: letters, digits and dashes
     * @param file the template, in YAML or JSON
     * @param code the jars of its applications, by logical id
     */
    public TemplateAssembly(String name, Path file, Map<String, Path> code) {
        this.name = requireNonNull(name, "name is null");
        this.file = requireNonNull(file, "file is null");
        this.code = Map.copyOf(code);
    }

    /**
     * The name for the stack of a template: that of its file, or of its directory if the file has a name that tools give,
     * such as {@code template.yaml}.
     */
    public static String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String base = absolute.getFileName().toString().replaceFirst("(\\.template)?\\.[^.]*$", "");
        String chosen = USUAL_NAMES.contains(base) && absolute.getNameCount() > 1
                ? absolute.getName(absolute.getNameCount() - 2).toString()
                : base;
        String name = chosen.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
        return name.isEmpty() ? "template" : name.substring(0, Math.min(128, name.length()));
    }

    /**
     * Writes the assembly, in place of what the directory has of an earlier one.
     *
     * @return a sentence for everything of the template that is left out
     * @throws TemplateFileException when the template breaks a rule, or a jar or its application does not exist
     */
    public List<String> write(Path directory) {
        TemplateViolations violations = new TemplateViolations(file);
        Optional<ObjectNode> read = new TemplateFile(file, violations).read();
        ApplicationCode jars = new ApplicationCode(code, violations);
        jars.requireFiles();
        read.ifPresent(jars::placeIn);
        violations.throwIfAny();
        ObjectNode template = read.orElseThrow();
        List<String> notices = unknownTransforms(template);
        if (SamTransform.isUsedBy(template)) {
            notices.addAll(SamTransform.apply(template));
        }
        write(template, directory);
        return notices;
    }

    private static List<String> unknownTransforms(ObjectNode template) {
        JsonNode given = template.path("Transform");
        List<String> notices = new ArrayList<>();
        for (JsonNode transform :
                given.isArray() ? given : JSON.createArrayNode().add(given)) {
            String name = transform.isObject() ? transform.path("Name").asText() : transform.asText();
            if (!name.isEmpty() && !KNOWN_TRANSFORMS.contains(name)) {
                notices.add("transform '%s' does not run here; the template counts as it is written".formatted(name));
            }
        }
        return notices;
    }

    private void write(ObjectNode template, Path directory) {
        ObjectNode app = JSON.createObjectNode();
        app.withObject("/artifacts/stage")
                .put("type", "cdk:cloud-assembly")
                .withObject("/properties")
                .put("directoryName", "stage")
                .put("displayName", name);
        ObjectNode stage = JSON.createObjectNode();
        ObjectNode artifacts = stage.putObject("artifacts");
        ObjectNode stack = artifacts.putObject(name);
        stack.put("type", "aws:cloudformation:stack").put("environment", "aws://unknown-account/unknown-region");
        stack.putObject("properties").put("templateFile", "template.json").put("stackName", name);
        artifacts
                .putObject(name + ".assets")
                .put("type", "cdk:asset-manifest")
                .putObject("properties")
                .put("file", "assets.json");
        write(directory.resolve("stage/template.json"), template);
        write(directory.resolve("stage/assets.json"), assets());
        write(directory.resolve("stage/manifest.json"), stage);
        write(directory.resolve("manifest.json"), app);
    }

    private ObjectNode assets() {
        ObjectNode assets = JSON.createObjectNode();
        ObjectNode files = assets.putObject("files");
        code.forEach((id, jar) -> {
            ObjectNode asset = files.putObject(id);
            asset.putObject("source")
                    .put("path", jar.toAbsolutePath().toString())
                    .put("packaging", "file");
            asset.putObject("destinations")
                    .putObject("here")
                    .put("bucketName", ApplicationCode.BUCKET)
                    .put("objectKey", ApplicationCode.key(id));
        });
        return assets;
    }

    private static void write(Path path, JsonNode content) {
        try {
            Files.createDirectories(path.getParent());
            JSON.writeValue(path.toFile(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
