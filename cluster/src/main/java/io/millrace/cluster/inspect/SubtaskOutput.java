package io.millrace.cluster.inspect;

import static java.util.Objects.requireNonNull;

/** The object through which the records of a subtask leave an operator. */
final class SubtaskOutput {
    /** The operator's id, which is 32 hexadecimal digits. */
    final String operator;

    final String operatorType;

    /** Counts from 0. */
    final int subtask;

    final Object output;

    SubtaskOutput(String operator, String operatorType, int subtask, Object output) {
        this.operator = requireNonNull(operator, "operator is null");
        this.operatorType = requireNonNull(operatorType, "operatorType is null");
        this.subtask = subtask;
        this.output = requireNonNull(output, "output is null");
    }
}
