/** Writing to and reading from the streams of a stage that runs here, whatever server holds them. */
@NullMarked
package io.millrace.assembly.streams;

import org.jspecify.annotations.NullMarked;
