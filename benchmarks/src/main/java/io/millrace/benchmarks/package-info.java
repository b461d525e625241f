/** Benchmarks of the jobs against other implementations of the same: {@code ./millrace bench}. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
