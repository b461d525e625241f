package io.millrace.kinesis.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the rules that a request violates, so that one answer names all of them. An absent member violates none. */
public final class Violations {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");

    private final List<String> found = new ArrayList<>();

    public void add(String violation) {
        found.add(violation);
    }

    public void range(String member, @Nullable Integer value, int min, int max) {
        if (value != null && (value < min || value > max)) {
            add(member + " must be " + min + " to " + max + ", got " + value);
        }
    }

    /** Checks a length in characters. */
    public void length(String member, @Nullable String value, int min, int max) {
        if (value != null && (value.length() < min || value.length() > max)) {
            add(member + " must have " + min + " to " + max + " characters, got " + value.length());
        }
    }

    public void size(String member, @Nullable Collection<?> values, int min, int max) {
        if (values != null && (values.size() < min || values.size() > max)) {
            add(member + " must have " + min + " to " + max + " members, got " + values.size());
        }
    }

    /** Checks the name of a stream or a consumer. It becomes a file name, so "." and ".." are refused. */
    public void name(String member, @Nullable String value) {
        length(member, value, 1, 128);
        if (value != null && (!NAME.matcher(value).matches() || value.equals(".") || value.equals(".."))) {
            add(member + " must consist of letters, digits, '_', '.' and '-', got '" + value + "'");
        }
    }

    /** Adds the violations of a structure, prefixed with its name in the request. */
    public void of(String member, Request structure) {
        Violations inner = new Violations();
        structure.check(inner);
        inner.found.forEach(violation -> add(member + ": " + violation));
    }

    /**
     * Refuses the request if there are violations.
     *
     * @throws ApiException a ValidationException that names all violations, if there are any
     */
    public void check() {
        if (!found.isEmpty()) {
            throw ApiException.validation(String.join("; ", found));
        }
    }
}
