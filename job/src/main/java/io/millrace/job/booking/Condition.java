package io.millrace.job.booking;

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

    /** Whether any value meets it, also one that is no text. */
    boolean isMetByAny() {
        return any;
    }

    /** Whether it is one of the values. */
    boolean isMetBy(String value) {
        return values.contains(value);
    }
}
