/** Child processes that measure: one for each contender and state backend, so that no one warms up another's code. */
@NullMarked
package io.millrace.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
