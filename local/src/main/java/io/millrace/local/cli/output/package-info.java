/** What commands print: tables, plans, events and the list of commands as lines of text. */
@NullMarked
package io.millrace.local.cli.output;

import org.jspecify.annotations.NullMarked;
