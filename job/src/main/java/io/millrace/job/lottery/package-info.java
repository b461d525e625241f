/** The job {@code lottery}: draws a winner for every window of every running lottery. */
@NullMarked
package io.millrace.job.lottery;

import org.jspecify.annotations.NullMarked;
