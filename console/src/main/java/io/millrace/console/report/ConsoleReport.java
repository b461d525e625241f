package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/**
 * Where the page of a stage is.
 *
 * @param url with the secret that lets its reader in
 */
public record ConsoleReport(String url) {
    public ConsoleReport {
        requireNonNull(url, "url is null");
    }
}
