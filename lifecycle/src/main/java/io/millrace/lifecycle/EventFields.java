package io.millrace.lifecycle;

import java.util.Map;
import java.util.TreeMap;

/** Reads the maps into which Lambda deserialises an event. */
final class EventFields {
    private EventFields() {}

    static String text(Map<?, ?> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name + " must be a string, got '" + event.get(name) + "'");
    }

    /** A member that is an object; empty when there is none. */
    static Map<?, ?> map(Map<?, ?> event, String name) {
        return event.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** A member that is an object of strings; other values are left out. */
    static Map<String, String> strings(Map<?, ?> event, String name) {
        Map<String, String> strings = new TreeMap<>();
        map(event, name).forEach((key, value) -> {
            if (key instanceof String text && value instanceof String string) {
                strings.put(text, string);
            }
        });
        return strings;
    }
}
