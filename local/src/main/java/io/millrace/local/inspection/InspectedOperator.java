package io.millrace.local.inspection;

import static java.util.Objects.requireNonNull;

/**
 * An operator of a running job.
 *
 * @param id 32 hexadecimal digits, by which Flink knows it
 * @param uid empty when the job's code sets none
 * @param subtasks how many of them run
 */
public record InspectedOperator(String id, String uid, String name, int subtasks) {
    public InspectedOperator {
        requireNonNull(id, "id is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(name, "name is null");
    }

    /** Its uid, or else its name. */
    public String text() {
        return uid.isEmpty() ? name : uid;
    }

    /** Whether a text is its uid, its name or its id. */
    boolean isCalled(String text) {
        return text.equals(uid) || text.equals(name) || text.equals(id);
    }

    /** For a list of operators. */
    String line() {
        return "%s (%s)".formatted(uid.isEmpty() ? "without a uid, " + id : uid, name);
    }
}
