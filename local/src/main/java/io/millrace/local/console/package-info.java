/**
 * What the page of a stage shows and does: the routes of its server, and the samples of the last hour. Its figures come from
 * the package {@code observe}, its operations are those of the command line.
 */
@NullMarked
package io.millrace.local.console;

import org.jspecify.annotations.NullMarked;
