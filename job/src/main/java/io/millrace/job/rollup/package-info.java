/** The job {@code rollup}: reduces a stream of any throughput to one record per key and window, or fewer. */
@NullMarked
package io.millrace.job.rollup;

import org.jspecify.annotations.NullMarked;
