package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.Template;
import java.util.List;

/**
 * The stacks that are deployed together.
 *
 * @param name its name; of a nested stage the path, with slashes
 * @param stacks its stacks, in the order of the manifest
 * @param assets the files that a deploy of its stacks publishes
 */
public record Stage(String name, List<StackArtifact> stacks, List<FileAsset> assets) {
    public Stage {
        requireNonNull(name, "name is null");
        stacks = List.copyOf(stacks);
        assets = List.copyOf(assets);
    }

    /** The templates of its stacks, in the order of the manifest. */
    public List<Template> templates() {
        return stacks.stream().map(StackArtifact::template).toList();
    }
}
