package io.millrace.local.server;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes a property group of the template for an application that runs here, and lists the changes. */
public final class PropertyGroupRewriter {
    private final Map<String, String> given;
    private final Map<String, String> properties;
    private final List<String> changes = new ArrayList<>();

    public PropertyGroupRewriter(Map<String, String> given) {
        this.given = requireNonNull(given, "given is null");
        this.properties = new TreeMap<>(given);
    }

    /** The group as the template has it. */
    public Map<String, String> given() {
        return given;
    }

    /** Gives a property a value unless it has one. */
    void add(String key, String value) {
        if (properties.putIfAbsent(key, value) == null) {
            changes.add("added %s=%s to".formatted(key, value));
        }
    }

    /** Gives a property a value, whatever it had. */
    public void set(String key, String value) {
        properties.put(key, value);
        changes.add("set %s=%s in".formatted(key, value));
    }

    void remove(String key) {
        properties.remove(key);
        changes.add("removed %s from".formatted(key));
    }

    public Map<String, String> properties() {
        return properties;
    }

    /** What was done, such as {@code added key=value to}. */
    public List<String> changes() {
        return changes;
    }
}
