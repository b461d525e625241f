package io.millrace.contract.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.Contract;
import java.util.HashMap;
import java.util.Map;

/** A job with the values of its settings, and with the streams that its inputs and outputs are bound to. Immutable. */
public final class BoundJob {
    private final Map<String, Settings> groups;

    /**
     * Takes checked property groups; {@link JarContract#bind} checks them.
     *
     * @param groups group id to key to value
     */
    public BoundJob(Map<String, Map<String, String>> groups) {
        Map<String, Settings> settings = new HashMap<>();
        groups.forEach((id, group) -> settings.put(id, new Settings(group)));
        this.groups = Map.copyOf(settings);
    }

    /** The settings of the group {@code Job}. */
    public Settings settings() {
        return group(Contract.JOB_GROUP);
    }

    /** The settings of an input or output. */
    public Settings port(String name) {
        return group(name);
    }

    private Settings group(String id) {
        return requireNonNull(groups.get(id), () -> "property group '" + id + "' is missing");
    }
}
