package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names of fields that are all members of the record itself. */
final class TopMembers {
    /** The name of each field. */
    private final byte[][] names;

    private TopMembers(List<String> names) {
        this.names = names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** Empty if a path leads anywhere else. */
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

    /**
     * Reads the fields; of members of the same name, the last one counts.
     *
     * @return false if the record needs a parser
     */
    boolean pick(FlatJsonScanner members, JsonRecord record) {
        for (FlatJsonScanner.Token value = members.next(); value != FlatJsonScanner.Token.END; value = members.next()) {
            if (value == FlatJsonScanner.Token.OTHER) {
                return false;
            }
            for (int field = 0; field < names.length; field++) {
                if (members.isNamed(names[field])) {
                    record.flat(field, value, members);
                }
            }
        }
        return true;
    }
}
