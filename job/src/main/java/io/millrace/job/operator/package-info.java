/** How operators are attached to streams, where Flink 1 and Flink 2 differ. */
@NullMarked
package io.millrace.job.operator;

import org.jspecify.annotations.NullMarked;
