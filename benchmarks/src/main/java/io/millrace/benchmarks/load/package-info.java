/** Input made as fast as a job takes it. */
@NullMarked
package io.millrace.benchmarks.load;

import org.jspecify.annotations.NullMarked;
