/**
 * The JSON that {@code -o json} prints and that the page reads, a record for each object: {@code docs/console.md} lists
 * them. A field is added, never renamed; an empty value is left out. Times are epoch milliseconds and end in
 * {@code Millis}, as durations do.
 */
@NullMarked
package io.millrace.console.report;

import org.jspecify.annotations.NullMarked;
