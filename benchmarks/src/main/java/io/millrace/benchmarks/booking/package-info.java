/** The alerts on bookings after the textbook, and the bookings that they are measured with. */
@NullMarked
package io.millrace.benchmarks.booking;

import org.jspecify.annotations.NullMarked;
