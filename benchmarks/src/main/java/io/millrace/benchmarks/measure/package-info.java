/** One measurement: a job in a cluster in this JVM, fed as fast as it takes it. */
@NullMarked
package io.millrace.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
