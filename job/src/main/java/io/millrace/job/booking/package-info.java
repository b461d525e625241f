/** Bookings: what was created and what happened to it, told together, and the sequences that call for a person. */
@NullMarked
package io.millrace.job.booking;

import org.jspecify.annotations.NullMarked;
