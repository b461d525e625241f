package io.millrace.job.json;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A compiled JSONPath. One that only names members and elements ({@code $.a.b[0]}) is a list of steps, which a pass
 * over the bytes can follow; any other one needs the whole value.
 */
final class FieldPath {
    /** The steps of a path in JsonPath's normal form, without names that it had to escape. */
    private static final Pattern STEP = Pattern.compile("\\['([^'\\\\]*)'\\]|\\[([0-9]{1,9})\\]");

    private final String text;
    private final JsonPath path;

    private FieldPath(String text, JsonPath path) {
        this.text = text;
        this.path = path;
    }

    /** @throws IllegalArgumentException when the text is no JSONPath from the root on */
    static FieldPath of(String text) {
        String rule = "a JSONPath must start with $ and be well-formed (for example $.booking.id), got '" + text + "'";
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException(rule);
        }
        try {
            JsonPath path = JsonPath.compile(text);
            if (path.getPath().endsWith(")")) {
                throw new IllegalArgumentException(
                        "a JSONPath must pick a value and not call a function, got '" + text + "'");
            }
            return new FieldPath(text, path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(rule + ": " + e.getMessage(), e);
        }
    }

    JsonPath path() {
        return path;
    }

    boolean isSteps() {
        return path.isDefinite()
                && STEP.matcher(path.getPath().substring(1)).replaceAll("").isEmpty();
    }

    /** Names of members as strings, positions of elements as integers. */
    List<Object> steps() {
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path.getPath());
        while (step.find()) {
            steps.add(step.group(1) != null ? step.group(1) : Integer.valueOf(step.group(2)));
        }
        return steps;
    }

    @Override
    public String toString() {
        return text;
    }
}
