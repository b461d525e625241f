package io.millrace.kinesis.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a member, with its limits, as in the service model.
 *
 * @param min of a number, or of the length of a text, blob, list or map
 * @param max like {@code min}
 * @param members by name, of a structure
 * @param required the names of the members that a structure must have
 * @param oneOf the names of members of which a structure must have at least one; empty when it need not
 * @param element of a list or the values of a map
 * @param key of a map
 */
record Shape(
        Type type,
        @Nullable Long min,
        @Nullable Long max,
        @Nullable Pattern pattern,
        List<String> values,
        Map<String, Shape> members,
        List<String> required,
        List<String> oneOf,
        @Nullable Shape element,
        @Nullable Shape key) {
    enum Type {
        BLOB("Blob"),
        BOOLEAN("Boolean"),
        INTEGER("Integer"),
        LIST("list"),
        LONG("Long"),
        MAP("map"),
        STRING("String"),
        STRUCTURE("structure"),
        TIMESTAMP("timestamp");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The shape of a list's elements or a map's values. */
    Shape elements() {
        return Optional.ofNullable(element)
                .orElseThrow(() -> new IllegalStateException("the service model must say what is in a " + type));
    }

    /** How many elements of a list or map are worth keeping: those of a longer one are never used. */
    long kept() {
        return max == null ? Long.MAX_VALUE : max + 1;
    }
}
