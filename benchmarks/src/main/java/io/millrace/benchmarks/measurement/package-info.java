/** What rollup and outliers are measured with. */
@NullMarked
package io.millrace.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
