/** What operators keep in memory, as keyed state at a checkpoint. */
@NullMarked
package io.millrace.job.state;

import org.jspecify.annotations.NullMarked;
