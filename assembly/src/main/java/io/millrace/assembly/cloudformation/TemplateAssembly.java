package io.millrace.assembly.cloudformation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The cloud assembly of a plain CloudFormation or SAM template: one stage with one stack, both of one name. */
public final class TemplateAssembly {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The names that SAM's and CloudFormation's tools give; they say nothing about the stack. */
    private static final Set<String> USUAL_NAMES =
            Set.of("template", "sam", "cloudformation", "cfn", "packaged", "packaged-template", "output-template");

    /** The stage of an app without stages. Its state goes with its assembly's directory, and a template's is new at each start. */
    private static final String NO_STAGE = "default";

    private final String name;
    private final Path file;

    /**
     * @param name of the stage and of the stack: letters, digits and dashes
     * @param file the template, in YAML or JSON
     */
    public TemplateAssembly(String name, Path file) {
        this.name = requireNonNull(name, "name is null");
        this.file = requireNonNull(file, "file is null");
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
        return name.isEmpty() || name.equals(NO_STAGE) ? "template" : name.substring(0, Math.min(128, name.length()));
    }

    /**
     * Writes the assembly, in place of what the directory has of an earlier one.
     *
     * @throws TemplateFileException when the template, or one that it nests from a file, breaks a rule
     */
    public void write(Path directory) {
        LocalFiles files = new LocalFiles();
        ObjectNode template = files.readTemplate(file);
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
        write(directory.resolve("stage/assets.json"), assets(files));
        files.objects().forEach((key, content) -> write(directory.resolve("stage/" + key), content));
        write(directory.resolve("stage/manifest.json"), stage);
        write(directory.resolve("manifest.json"), app);
    }

    /** The template, and the nested templates and snippets that are named by a path, up to one that cannot be read. */
    public Set<Path> files() {
        LocalFiles named = new LocalFiles();
        try {
            named.readTemplate(file);
        } catch (TemplateFileException e) {
            // reported where the assembly is written
        }
        Set<Path> files = new LinkedHashSet<>(Set.of(file.toAbsolutePath().normalize()));
        files.addAll(named.files());
        return files;
    }

    private static ObjectNode assets(LocalFiles named) {
        ObjectNode assets = JSON.createObjectNode();
        ObjectNode files = assets.putObject("files");
        named.objects().keySet().forEach(key -> {
            ObjectNode asset = files.putObject(key);
            asset.putObject("source").put("path", key).put("packaging", "file");
            asset.putObject("destinations")
                    .putObject("here")
                    .put("bucketName", LocalFiles.BUCKET)
                    .put("objectKey", key);
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
