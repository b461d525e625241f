/**
 * Releases of this project's libraries: what is published, signed and uploaded, whether a second build gives the same, and
 * whether another team can use it.
 */
@NullMarked
package io.millrace.integration.release;

import org.jspecify.annotations.NullMarked;
