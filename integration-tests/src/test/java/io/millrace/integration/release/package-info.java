/** Releases of this project's libraries: what is published, signed and uploaded, and whether a second build gives the same. */
@NullMarked
package io.millrace.integration.release;

import org.jspecify.annotations.NullMarked;
