/** The benchmark of {@code outliers}. */
@NullMarked
package io.millrace.benchmarks.outliers;

import org.jspecify.annotations.NullMarked;
