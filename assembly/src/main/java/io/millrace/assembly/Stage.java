package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.Template;
import java.util.List;

/**
 * The stacks that are deployed together.
 *
 * @param name its name; of a nested stage the path, with slashes
 * @param templates its stacks' templates, in the order of the manifest
 * @param assets the files that a deploy of its stacks publishes
 */
public record Stage(String name, List<Template> templates, List<FileAsset> assets) {
    public Stage {
        requireNonNull(name, "name is null");
        templates = List.copyOf(templates);
        assets = List.copyOf(assets);
    }
}
