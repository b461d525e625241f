/** Aggregation in two steps, before and after the shuffle. */
@NullMarked
package io.millrace.job.preaggregate;

import org.jspecify.annotations.NullMarked;
