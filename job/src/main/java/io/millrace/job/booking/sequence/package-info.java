/** Sequences of a booking's records, and their syntax in a setting. */
@NullMarked
package io.millrace.job.booking.sequence;

import org.jspecify.annotations.NullMarked;
