package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/**
 * What was written to a stream.
 *
 * @param stream its physical name
 * @param records how many records it has accepted
 */
public record PutReport(String stream, long records) {
    public PutReport {
        requireNonNull(stream, "stream is null");
    }
}
