package io.millrace.rehearsal.quota;

import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import java.util.List;

/**
 * A number that must not be exceeded.
 *
 * @param what is counted
 */
record Quota(String what, int most, String remedy) {
    static Quota of(String what, int most) {
        return new Quota(what, most, "make it smaller or split it");
    }

    /** A default that AWS raises on request. */
    static Quota adjustable(String what, int most) {
        return new Quota(what, most, "request a higher quota before, or use less");
    }

    /** Adds a finding if there are too many. */
    void check(int count, String stack, List<Finding> findings) {
        if (count > most) {
            findings.add(new Finding(
                    Rule.QUOTA,
                    stack,
                    what,
                    "%s must be at most %d, got '%d'; %s".formatted(what, most, count, remedy)));
        }
    }
}
