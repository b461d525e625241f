/** Sequences of a booking's records, and the words that a setting describes them with. */
@NullMarked
package io.millrace.job.booking.sequence;

import org.jspecify.annotations.NullMarked;
