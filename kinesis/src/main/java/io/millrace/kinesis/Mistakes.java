package io.millrace.kinesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a request, so that one answer can tell all of it. A member that is absent breaks nothing. */
final class Mistakes {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    private final List<String> found = new ArrayList<>();

    void add(String mistake) {
        found.add(mistake);
    }

    void range(String member, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            add(member + " must be " + min + " to " + max + ", got " + value);
        }
    }

    /** A length between two bounds, in characters. */
    void length(String member, @Nullable String value, int min, int max) {
        if (value != null && (value.length() < min || value.length() > max)) {
            add(member + " must have " + min + " to " + max + " characters, got " + value.length());
        }
    }

    void size(String member, @Nullable Collection<?> values, int min, int max) {
        if (values != null && (values.size() < min || values.size() > max)) {
            add(member + " must have " + min + " to " + max + " members, got " + values.size());
        }
    }

    /** The name of a stream or a consumer. It becomes a file's name, so the two that mean a directory are no names. */
    void name(String member, @Nullable String value) {
        length(member, value, 1, 128);
        if (value != null && (!NAME.matcher(value).matches() || value.equals(".") || value.equals(".."))) {
            add(member + " must consist of letters, digits, '_', '.' and '-', got '" + value + "'");
        }
    }

    /** Adds the mistakes of a structure, under the name that it has in the request. */
    void of(String member, Request structure) {
        Mistakes inner = new Mistakes();
        structure.check(inner);
        inner.found.forEach(mistake -> add(member + ": " + mistake));
    }

    /** @throws ApiException a ValidationException that names all mistakes, if there are any */
    void check() {
        if (!found.isEmpty()) {
            throw ApiException.validation(String.join("; ", found));
        }
    }
}
