/** The jobs against textbook implementations of themselves: {@code ./millrace bench}. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
