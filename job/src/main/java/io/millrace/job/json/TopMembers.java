package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The names of fields that are all members of the record itself. Learns in what order records have them. */
final class TopMembers {
    /** Records with more different names are read a little slower. */
    private static final int MAX_NAMES = 32;
    /** Longer names are not worth remembering. */
    private static final int MAX_NAME_BYTES = 64;

    /** Where a record begins: the name of the member before the first one. */
    private final KnownName start = new KnownName(new byte[0]);
    /** A name that is not remembered. Nothing is known to follow it. */
    private final KnownName unknown = new KnownName(new byte[0]);
    /** First the names of the fields. */
    private final List<KnownName> names = new ArrayList<>();

    private TopMembers(List<String> fields) {
        for (String name : new LinkedHashSet<>(fields)) {
            int[] named = IntStream.range(0, fields.size())
                    .filter(field -> fields.get(field).equals(name))
                    .toArray();
            names.add(new KnownName(name.getBytes(UTF_8), named));
        }
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
        KnownName name = start;
        for (FlatJsonScanner.Token value = members.next(name);
                value != FlatJsonScanner.Token.END;
                value = members.next(name)) {
            if (value == FlatJsonScanner.Token.OTHER) {
                return false;
            }
            KnownName expected = members.known();
            name = expected != null ? expected : learn(name, members);
            for (int field : name.fields()) {
                record.flat(field, value, members);
            }
        }
        return true;
    }

    private KnownName learn(KnownName before, FlatJsonScanner members) {
        KnownName name = find(members);
        if (name != unknown && before != unknown) {
            before.followedBy(name);
        }
        return name;
    }

    private KnownName find(FlatJsonScanner members) {
        for (int i = 0; i < names.size(); i++) {
            if (members.isNamed(names.get(i).name())) {
                return names.get(i);
            }
        }
        if (names.size() >= MAX_NAMES || members.nameLength() > MAX_NAME_BYTES) {
            return unknown;
        }
        KnownName name = new KnownName(members.name());
        names.add(name);
        return name;
    }
}
