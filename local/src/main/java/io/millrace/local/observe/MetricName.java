package io.millrace.local.observe;

import java.util.Optional;

/**
 * The name of a subtask's metric, as Flink's REST API has it.
 *
 * @param subtask counts from 0
 * @param scope the operator, or an operator and groups within; empty for a metric of the task
 */
record MetricName(int subtask, String scope, String metric) {
    /** {@code METRICS_OPERATOR_NAME_MAX_LENGTH} of Flink. */
    private static final int MAX_OPERATOR_CHARS = 80;

    /** Empty when a text is no such name. */
    static Optional<MetricName> parse(String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first < 1 || !text.substring(0, first).chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        return Optional.of(new MetricName(
                Integer.parseInt(text.substring(0, first)),
                first == last ? "" : text.substring(first + 1, last),
                text.substring(last + 1)));
    }

    /** The name of an operator as Flink writes it into the names of metrics. */
    static String operator(String name) {
        return name.substring(0, Math.min(name.length(), MAX_OPERATOR_CHARS)).replaceAll("[ .:,]", "_");
    }

    static boolean isWriter(String operator) {
        return operator.endsWith("_Writer");
    }

    boolean isOfTask() {
        return scope.isEmpty();
    }

    /** Whether it belongs to an operator, given the operator's {@linkplain #operator name}, or to a group within. */
    boolean isOf(String operator) {
        return scope.equals(operator) || scope.startsWith(operator + ".");
    }

    boolean isOfSource() {
        return scope.startsWith("Source_");
    }

    boolean isOfWriter() {
        return isWriter(scope);
    }

    /** Whether it is of an operator itself, and not of a group within. */
    boolean isOfOperator() {
        return !scope.isEmpty() && scope.indexOf('.') < 0;
    }
}
