package io.millrace.job.booking;

import io.millrace.job.json.JsonRecord;
import io.millrace.job.record.RejectedException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/** Which events count: those with one of the given values, or with any value. Immutable. */
final class Condition implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ANY = "*";

    private final HashSet<String> values;
    private final boolean any;

    Condition(List<String> values) {
        this.values = new HashSet<>(values);
        this.any = values.contains(ANY);
    }

    /** Whether a field meets it. With {@code *} any value does, also one that is no text. */
    boolean isMetBy(JsonRecord json, int field) throws RejectedException {
        return any ? json.has(field) : json.isText(field) && values.contains(json.text(field));
    }
}
