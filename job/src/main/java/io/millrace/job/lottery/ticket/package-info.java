/** Tickets, which decide the winner of a draw: keyed hashes that nobody can predict without the secret. */
@NullMarked
package io.millrace.job.lottery.ticket;

import org.jspecify.annotations.NullMarked;
