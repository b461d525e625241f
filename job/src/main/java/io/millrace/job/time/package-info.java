/** Event time that depends on the records alone: watermarks, lateness and order. */
@NullMarked
package io.millrace.job.time;

import org.jspecify.annotations.NullMarked;
