/** What the rivals in Flink SQL share. */
@NullMarked
package io.millrace.benchmarks.sql;

import org.jspecify.annotations.NullMarked;
