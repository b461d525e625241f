/** The input of the benchmarks of {@code rollup} and {@code outliers}. */
@NullMarked
package io.millrace.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
