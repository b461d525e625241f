package io.millrace.rehearsal.result;

import static java.util.Objects.requireNonNull;

/**
 * Something that a deployment would meet.
 *
 * @param subject the logical id, the export or the quota that it is about
 * @param sentence what would happen and why, with the remedy
 */
public record Finding(Rule rule, String stack, String subject, String sentence) {
    public Finding {
        requireNonNull(rule, "rule is null");
        requireNonNull(stack, "stack is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(sentence, "sentence is null");
    }

    public boolean isRefusal() {
        return rule.severity() == Rule.Severity.REFUSED;
    }
}
