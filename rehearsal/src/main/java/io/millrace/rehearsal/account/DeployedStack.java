package io.millrace.rehearsal.account;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A stack that exists.
 *
 * @param template the template that was deployed last; that of a rolled back creation is empty
 * @param resources by logical id
 * @param outputs id to value
 * @param exports name to value
 * @param imports names of the exports that it imports
 */
public record DeployedStack(
        Template template,
        StackStatus status,
        boolean terminationProtection,
        Map<String, DeployedResource> resources,
        Map<String, String> outputs,
        Map<String, String> exports,
        Set<String> imports) {
    public DeployedStack {
        requireNonNull(template, "template is null");
        requireNonNull(status, "status is null");
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
        imports = Set.copyOf(imports);
    }

    public String name() {
        return template.stackName();
    }

    public String region() {
        return template.region();
    }

    /** The same stack in another state. */
    public DeployedStack with(StackStatus newStatus, boolean newTerminationProtection) {
        return new DeployedStack(template, newStatus, newTerminationProtection, resources, outputs, exports, imports);
    }
}
