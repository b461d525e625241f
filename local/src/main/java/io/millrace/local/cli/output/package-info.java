/** What commands print: tables, plans and events as lines of text. */
@NullMarked
package io.millrace.local.cli.output;

import org.jspecify.annotations.NullMarked;
