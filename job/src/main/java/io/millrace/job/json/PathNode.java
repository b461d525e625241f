package io.millrace.job.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the tree that the paths form: a place in a JSON value that some paths end at or lead through. */
final class PathNode {
    private final Map<Object, PathNode> next = new HashMap<>();
    /** Fields that are picked here. */
    private final List<Integer> here = new ArrayList<>();
    /** Fields that are picked here or further on. */
    private final List<Integer> below = new ArrayList<>();

    void add(List<Object> steps, int field) {
        below.add(field);
        if (steps.isEmpty()) {
            here.add(field);
        } else {
            next.computeIfAbsent(steps.get(0), step -> new PathNode()).add(steps.subList(1, steps.size()), field);
        }
    }

    /** Reads the fields in the parser's current value, and leaves the parser at the value's last token. */
    void pick(JsonParser parser, JsonRecord record) throws IOException {
        // of members with the same name only the last one counts, also for what it does not contain
        for (int i = 0; i < below.size(); i++) {
            record.clear(below.get(i));
        }
        JsonToken token = parser.currentToken();
        if (!token.isStructStart()) {
            for (int i = 0; i < here.size(); i++) {
                record.scalar(here.get(i), parser);
            }
            return;
        }
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        if (next.isEmpty()) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            members(parser, record);
        } else {
            elements(parser, record);
        }
        for (int i = 0; i < here.size(); i++) {
            record.structure(
                    here.get(i), start, Math.toIntExact(parser.currentLocation().getByteOffset()));
        }
    }

    private void members(JsonParser parser, JsonRecord record) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            PathNode member = next.get(parser.currentName());
            parser.nextToken();
            pick(member, parser, record);
        }
    }

    private void elements(JsonParser parser, JsonRecord record) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            pick(next.get(i), parser, record);
        }
    }

    private static void pick(@Nullable PathNode step, JsonParser parser, JsonRecord record) throws IOException {
        if (step == null) {
            parser.skipChildren();
        } else {
            step.pick(parser, record);
        }
    }
}
