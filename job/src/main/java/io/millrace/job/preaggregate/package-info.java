/** Aggregation before the shuffle. */
@NullMarked
package io.millrace.job.preaggregate;

import org.jspecify.annotations.NullMarked;
