/**
 * The command line. A command is one class, which {@link LocalCommand} lists; its annotations are its only description,
 * and {@code millrace help} prints them.
 *
 * <p>Exit codes: 0 success, 1 failure, 2 wrong usage. The result of a command goes to standard output, everything else to
 * standard error.
 */
@NullMarked
package io.millrace.local.cli;

import org.jspecify.annotations.NullMarked;
