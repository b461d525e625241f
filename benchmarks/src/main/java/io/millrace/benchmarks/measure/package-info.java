/** One measurement: a job on a cluster in this JVM, at full load. */
@NullMarked
package io.millrace.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
