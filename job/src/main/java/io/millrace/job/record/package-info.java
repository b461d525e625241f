/** Records as they come from a stream, and as they are turned away. */
@NullMarked
package io.millrace.job.record;

import org.jspecify.annotations.NullMarked;
