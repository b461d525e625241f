/** The rollup after the textbook. */
@NullMarked
package io.millrace.benchmarks.rollup;

import org.jspecify.annotations.NullMarked;
