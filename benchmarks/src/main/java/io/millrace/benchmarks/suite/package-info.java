/** Which jobs are measured. */
@NullMarked
package io.millrace.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
