/**
 * The Flink releases that applications run on: for a runtime, its program, its libraries and its Java. Knows nothing of
 * applications.
 */
@NullMarked
package io.millrace.local.runtime;

import org.jspecify.annotations.NullMarked;
