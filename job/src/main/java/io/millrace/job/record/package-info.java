/** Records as they come from a stream, and rejected records. */
@NullMarked
package io.millrace.job.record;

import org.jspecify.annotations.NullMarked;
