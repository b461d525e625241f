/** The commands that read and write the records of streams. */
@NullMarked
package io.millrace.local.cli.records;

import org.jspecify.annotations.NullMarked;
