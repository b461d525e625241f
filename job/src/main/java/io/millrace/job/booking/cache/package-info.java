/** Bookings' values in memory between checkpoints, and in the state of checkpoints. */
@NullMarked
package io.millrace.job.booking.cache;

import org.jspecify.annotations.NullMarked;
