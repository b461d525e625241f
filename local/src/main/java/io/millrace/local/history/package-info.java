/** The file in which a stage keeps what has happened to it. */
@NullMarked
package io.millrace.local.history;

import org.jspecify.annotations.NullMarked;
