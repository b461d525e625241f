package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.Template;
import java.util.List;

/**
 * A stack of an assembly, with what the CDK CLI needs to deploy it.
 *
 * @param id of the artifact, unique in the assembly
 * @param dependencies ids of the stacks that are deployed before it
 * @param terminationProtection whether the stack must not be deleted
 */
public record StackArtifact(String id, Template template, List<String> dependencies, boolean terminationProtection) {
    public StackArtifact {
        requireNonNull(id, "id is null");
        requireNonNull(template, "template is null");
        dependencies = List.copyOf(dependencies);
    }

    /** A stack that depends on no other. */
    public static StackArtifact of(Template template) {
        return new StackArtifact(template.stackName(), template, List.of(), false);
    }
}
