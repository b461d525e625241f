/** The contenders, and what they are connected to. */
@NullMarked
package io.millrace.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
