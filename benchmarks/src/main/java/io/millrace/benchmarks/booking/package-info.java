/** The benchmark of {@code booking-alerts}. */
@NullMarked
package io.millrace.benchmarks.booking;

import org.jspecify.annotations.NullMarked;
