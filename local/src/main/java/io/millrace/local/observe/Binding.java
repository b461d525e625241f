package io.millrace.local.observe;

import io.millrace.console.report.EdgeReport.Direction;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A stream that a property group binds.
 *
 * @param description what its records are; empty when the jar declares no contract
 */
record Binding(String group, String stream, Direction direction, Optional<String> description) {
    /** Where the name of an operator begins in that of its vertex, as in {@code parse -> (draws: Writer, count -> rejected: Writer)}. */
    private static final Pattern OPERATOR_START = Pattern.compile("^|-> \\(?|, ");

    /** The name of the operator that reads or writes it, as it is in the names of metrics. */
    String operator() {
        return MetricName.operator(direction == Direction.IN ? "Source: " + group : group + ": Writer");
    }

    /** Whether the operator is in a vertex of a name. */
    boolean isOf(String vertex) {
        return direction == Direction.IN
                ? vertex.equals("Source: " + group) || vertex.startsWith("Source: " + group + " -> ")
                : OPERATOR_START
                        .matcher(vertex)
                        .results()
                        .anyMatch(name -> vertex.startsWith(group + ": Writer", name.end()));
    }
}
