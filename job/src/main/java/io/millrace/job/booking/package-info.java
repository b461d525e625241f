/** The job {@code booking-alerts}: matches bookings with their events, and escalates sequences of them. */
@NullMarked
package io.millrace.job.booking;

import org.jspecify.annotations.NullMarked;
