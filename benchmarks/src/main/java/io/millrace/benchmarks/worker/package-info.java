/** Worker processes: one per implementation and state backend, so that they do not share compiled code. */
@NullMarked
package io.millrace.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
