/** A job on a local stage: real servers, real connectors, a Flink process of its own with the memory of a KPU. */
@NullMarked
package io.millrace.benchmarks.stage;

import org.jspecify.annotations.NullMarked;
