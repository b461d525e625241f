package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.PlainJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields that are all members of the record itself, by their names. */
final class TopMembers {
    /** Of field by field. */
    private final byte[][] names;

    private TopMembers(List<String> names) {
        this.names = names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** Nothing where a path leads anywhere else. */
    static Optional<TopMembers> of(List<FieldPath> paths) {
        List<String> names = new ArrayList<>();
        for (FieldPath path : paths) {
            List<Object> steps = path.isSteps() ? path.steps() : List.of();
            if (steps.size() != 1 || !(steps.get(0) instanceof String)) {
                return Optional.empty();
            }
            names.add((String) steps.get(0));
        }
        return Optional.of(new TopMembers(names));
    }

    /** Picks the fields. Whether it could: of members of the same name the last one counts. */
    boolean pick(PlainJson members, JsonRecord record) {
        for (PlainJson.Token value = members.next(); value != PlainJson.Token.END; value = members.next()) {
            if (value == PlainJson.Token.OTHER) {
                return false;
            }
            for (int field = 0; field < names.length; field++) {
                if (members.isNamed(names[field])) {
                    record.plain(field, value, members);
                }
            }
        }
        return true;
    }
}
