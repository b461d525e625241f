/** The outliers after the textbook. */
@NullMarked
package io.millrace.benchmarks.outliers;

import org.jspecify.annotations.NullMarked;
