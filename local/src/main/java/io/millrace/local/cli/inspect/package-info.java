/** The commands that show a stage and change nothing. */
@NullMarked
package io.millrace.local.cli.inspect;

import org.jspecify.annotations.NullMarked;
