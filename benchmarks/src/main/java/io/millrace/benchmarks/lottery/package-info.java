/** The benchmark of {@code lottery}. */
@NullMarked
package io.millrace.benchmarks.lottery;

import org.jspecify.annotations.NullMarked;
