/** Options that several commands share, and the types of their values. */
@NullMarked
package io.millrace.local.cli.options;

import org.jspecify.annotations.NullMarked;
