/** The job's own metrics. */
@NullMarked
package io.millrace.job.metric;

import org.jspecify.annotations.NullMarked;
