/** Event time that depends on the records alone. */
@NullMarked
package io.millrace.job.time;

import org.jspecify.annotations.NullMarked;
