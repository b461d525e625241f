package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/** A new project, in the directory of its name. */
public record ProjectReport(String name) {
    public ProjectReport {
        requireNonNull(name, "name is null");
    }
}
