/** Tickets, which decide the winner of a draw: keyed hashes that cannot be predicted without the secret. */
@NullMarked
package io.millrace.job.lottery.ticket;

import org.jspecify.annotations.NullMarked;
