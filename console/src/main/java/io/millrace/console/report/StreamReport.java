package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A stream or a topic.
 *
 * @param name its physical name
 * @param backend kinesis or kafka
 * @param groups the ids of the property groups that bind it: the names that commands take
 */
public record StreamReport(String name, String logicalId, String backend, List<String> groups) {
    public StreamReport {
        requireNonNull(name, "name is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(backend, "backend is null");
        groups = List.copyOf(groups);
    }
}
