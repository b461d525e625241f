/** Shows what leaves an operator of a running job: the side of {@code io.millrace.cluster.inspect} that is outside of Flink's process. */
@NullMarked
package io.millrace.local.inspection;

import org.jspecify.annotations.NullMarked;
