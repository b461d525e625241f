package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Property groups while they are put together: group id to key to value. What is given twice is remembered. */
final class PropertyGroups {
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /** Adds one key; the first value given is the one that stays. */
    void add(String groupId, String key, String value) {
        requireNonNull(groupId, "groupId is null");
        requireNonNull(key, "key is null");
        requireNonNull(value, "value is null");
        if (group(groupId).putIfAbsent(key, value) != null) {
            mistakes.add(String.format(
                    "property group '%s': '%s' must be given once, got it twice; drop one", groupId, key));
        }
    }

    /** Adds keys to a group; the group exists from then on, even without a key. */
    void addAll(String groupId, Map<String, String> keys) {
        requireNonNull(groupId, "groupId is null");
        group(groupId);
        keys.forEach((key, value) -> add(groupId, key, value));
    }

    Map<String, Map<String, String>> asMap() {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        groups.forEach((id, keys) -> copy.put(id, Collections.unmodifiableMap(new TreeMap<>(keys))));
        return Collections.unmodifiableMap(copy);
    }

    /** A sentence for each key that was given twice. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    private Map<String, String> group(String id) {
        return groups.computeIfAbsent(id, unused -> new TreeMap<>());
    }
}
