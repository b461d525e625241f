package io.millrace.local.server;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import java.util.List;
import java.util.Map;

/**
 * A stream and all of its names.
 *
 * @param groups the ids of the property groups that bind it
 * @param retained whether it stays when the stage is deleted
 */
public record KnownStream(StreamBackend backend, String name, String logicalId, List<String> groups, boolean retained) {
    public KnownStream {
        requireNonNull(backend, "backend is null");
        requireNonNull(name, "name is null");
        requireNonNull(logicalId, "logicalId is null");
        groups = List.copyOf(groups);
    }

    /** Names it to a person. */
    public String text() {
        return backend.kind() + " " + name;
    }

    /** Whether a text is its physical name, its logical id, or a property group that binds it. */
    public boolean isCalled(String text) {
        return name.equals(text) || logicalId.equals(text) || groups.contains(text);
    }

    /** Whether it may be the same stream in another stage. */
    public boolean isLike(KnownStream other) {
        return name.equals(other.name) || logicalId.equals(other.logicalId);
    }

    /** The streams of a plan. */
    public static List<KnownStream> of(DeploymentPlan plan) {
        return plan.streams().stream()
                .map(stream -> new KnownStream(
                        stream.backend(),
                        stream.name(),
                        stream.logicalId(),
                        plan.applications().stream()
                                .flatMap(application -> application.propertyGroups().entrySet().stream())
                                .filter(group -> stream.isBoundBy(group.getValue()))
                                .map(Map.Entry::getKey)
                                .distinct()
                                .toList(),
                        stream.retained()))
                .toList();
    }
}
