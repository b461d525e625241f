/** The implementations, and their inputs and outputs. */
@NullMarked
package io.millrace.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
