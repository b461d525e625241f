package io.millrace.job.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toList;

import java.util.List;

/** What an input's events may look like: their types, and their whole-number fields. Names are ASCII. Immutable. */
public final class JsonShape {
    private static final byte[] TYPE = "type".getBytes(US_ASCII);

    private final List<String> types;
    private final List<String> fields;
    private final List<byte[]> typeBytes;
    private final List<byte[]> fieldBytes;

    /**
     * Names what may be there.
     *
     * @param types what the field that says an event's type may hold
     * @param fields names of the whole-number fields that may be taken
     */
    public JsonShape(List<String> types, List<String> fields) {
        this.types = List.copyOf(types);
        this.fields = List.copyOf(fields);
        this.typeBytes = bytes(types);
        this.fieldBytes = bytes(fields);
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(US_ASCII)).collect(toList());
    }

    List<String> types() {
        return types;
    }

    List<String> fields() {
        return fields;
    }

    boolean isType(PlainJson member) {
        return member.isNamed(TYPE);
    }

    /** The value as one of the types, or as it is. */
    String type(PlainJson member) {
        for (int i = 0; i < typeBytes.size(); i++) {
            if (member.isText(typeBytes.get(i))) {
                return types.get(i);
            }
        }
        return member.text();
    }

    /** Which field the member is; -1 for none. */
    int field(PlainJson member) {
        for (int i = 0; i < fieldBytes.size(); i++) {
            if (member.isNamed(fieldBytes.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
