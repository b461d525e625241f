/** What has happened to a stage, as JSON: an event is one line of {@code history.jsonl}, and the same object in a report. */
@NullMarked
package io.millrace.console.report.history;

import org.jspecify.annotations.NullMarked;
