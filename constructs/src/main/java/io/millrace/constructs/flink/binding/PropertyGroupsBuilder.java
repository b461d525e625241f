package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects property groups (group id to key to value) and reports keys that are given twice. */
final class PropertyGroupsBuilder {
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    PropertyGroupsBuilder copy() {
        PropertyGroupsBuilder copy = new PropertyGroupsBuilder();
        groups.forEach((id, keys) -> copy.groups.put(id, new TreeMap<>(keys)));
        copy.violations.addAll(violations);
        return copy;
    }

    /** Adds a key; of two values the first stays. */
    void add(String groupId, String key, String value) {
        requireNonNull(groupId, "groupId is null");
        requireNonNull(key, "key is null");
        requireNonNull(value, "value is null");
        if (group(groupId).putIfAbsent(key, value) != null) {
            violations.add(String.format(
                    "property group '%s': '%s' must be given once, got it twice; drop one", groupId, key));
        }
    }

    /** Adds keys to a group; the group exists from then on, even without keys. */
    void addAll(String groupId, Map<String, String> keys) {
        requireNonNull(groupId, "groupId is null");
        group(groupId);
        keys.forEach((key, value) -> add(groupId, key, value));
    }

    /** The value of a key that was added. */
    String get(String groupId, String key) {
        return requireNonNull(group(groupId).get(key), key);
    }

    Map<String, Map<String, String>> asMap() {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        groups.forEach((id, keys) -> copy.put(id, Collections.unmodifiableMap(new TreeMap<>(keys))));
        return Collections.unmodifiableMap(copy);
    }

    /** One message for each key that was given twice. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    private Map<String, String> group(String id) {
        return groups.computeIfAbsent(id, unused -> new TreeMap<>());
    }
}
