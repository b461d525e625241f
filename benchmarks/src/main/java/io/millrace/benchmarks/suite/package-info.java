/** The list of benchmarks. */
@NullMarked
package io.millrace.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
