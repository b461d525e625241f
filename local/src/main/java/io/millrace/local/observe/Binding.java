package io.millrace.local.observe;

import io.millrace.console.report.EdgeReport.Direction;
import java.util.Optional;

/**
 * A stream that a property group binds.
 *
 * @param description what its records are; empty when the jar declares no contract
 */
record Binding(String group, String stream, Direction direction, Optional<String> description) {
    /** The name of the operator that reads or writes it, as it is in the names of metrics. */
    String operator() {
        return MetricName.operator(direction == Direction.IN ? "Source: " + group : group + ": Writer");
    }

    /** Whether the operator is in a vertex of a name. */
    boolean isOf(String vertex) {
        return direction == Direction.IN
                ? vertex.equals("Source: " + group) || vertex.startsWith("Source: " + group + " -> ")
                : vertex.contains(group + ": Writer");
    }
}
