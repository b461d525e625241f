/** Benchmarks of the jobs against textbook implementations of the same: {@code ./millrace bench}. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
