/** What is measured on a stage: latency under shares of the highest sustainable load, throughput, recovery, rescaling. */
@NullMarked
package io.millrace.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
