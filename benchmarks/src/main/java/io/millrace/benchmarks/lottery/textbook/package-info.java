/** {@code lottery} as the documentation of Flink teaches it. */
@NullMarked
package io.millrace.benchmarks.lottery.textbook;

import org.jspecify.annotations.NullMarked;
