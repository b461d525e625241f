package io.millrace.archetype;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of a new project for Node and the CDK CLI, from those of this project. The build runs it. */
final class NodeFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As npm writes it. */
    private static final PrettyPrinter FORM = new DefaultPrettyPrinter()
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private static final String CDK = "aws-cdk";
    private static final String CDK_ENTRY = "node_modules/" + CDK;

    private NodeFiles() {}

    /**
     * Writes {@code package.json}, {@code package-lock.json} and {@code cdk.json}.
     *
     * @param args this project's directory, and the directory of the new project's files
     */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        ObjectNode root = read(from.resolve("package.json"));
        ObjectNode lock = read(from.resolve("package-lock.json"));

        ObjectNode project =
                JSON.createObjectNode().put("name", "${artifactId}").put("private", true);
        project.set("engines", root.required("engines"));
        project.putObject("devDependencies")
                .set(CDK, root.required("devDependencies").required(CDK));
        write(project, to.resolve("package.json"));

        ObjectNode entry = JSON.createObjectNode().put("name", "${artifactId}");
        entry.set("devDependencies", project.required("devDependencies"));
        entry.set("engines", project.required("engines"));
        ObjectNode locked = JSON.createObjectNode().put("name", "${artifactId}");
        locked.set("lockfileVersion", lock.required("lockfileVersion"));
        locked.put("requires", true);
        ObjectNode packages = locked.putObject("packages");
        packages.set("", entry);
        packages.set(CDK_ENTRY, lock.required("packages").required(CDK_ENTRY));
        write(locked, to.resolve("package-lock.json"));

        ObjectNode cdk = JSON.createObjectNode()
                .put("build", "./mvnw -q -B package -DskipTests")
                .put("app", "java -jar infra/target/infra.jar")
                .put("output", "cdk.out");
        ObjectNode own = read(from.resolve("cdk.json"));
        cdk.set("requireApproval", own.required("requireApproval"));
        cdk.set("versionReporting", own.required("versionReporting"));
        cdk.set("context", own.required("context"));
        write(cdk, to.resolve("cdk.json"));
    }

    private static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) JSON.readTree(file.toFile());
    }

    private static void write(ObjectNode content, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writer(FORM).writeValueAsString(content) + "\n");
    }
}
