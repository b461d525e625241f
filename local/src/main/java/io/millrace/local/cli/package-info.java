/**
 * The command line: {@code up}, {@code down}, {@code status}, {@code put}, {@code tail} and {@code demo}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 called wrongly. What a command is asked for goes to standard output, everything
 * else to standard error.
 */
@NullMarked
package io.millrace.local.cli;

import org.jspecify.annotations.NullMarked;
