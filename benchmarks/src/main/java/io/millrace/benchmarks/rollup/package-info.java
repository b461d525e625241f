/** The benchmark of {@code rollup}. */
@NullMarked
package io.millrace.benchmarks.rollup;

import org.jspecify.annotations.NullMarked;
