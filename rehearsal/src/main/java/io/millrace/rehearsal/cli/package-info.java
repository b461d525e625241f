/** The command line of the rehearsal. */
@NullMarked
package io.millrace.rehearsal.cli;

import org.jspecify.annotations.NullMarked;
