/** Sources that generate input as fast as a job accepts it. */
@NullMarked
package io.millrace.benchmarks.load;

import org.jspecify.annotations.NullMarked;
