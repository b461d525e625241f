/** Elements on their way between operators, where reflection over a POJO's fields would cost more than the work. */
@NullMarked
package io.millrace.job.wire;

import org.jspecify.annotations.NullMarked;
