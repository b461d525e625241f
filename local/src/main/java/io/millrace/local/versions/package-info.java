/**
 * The versions of an application that have run here, with the code, the settings and the state of each, so that the
 * application can go back to one. Nothing here starts anything.
 *
 * <p>State belongs to a version. A version restores its own newest state, or else the state it was created with; never
 * that of a later version. One file names the current version and is replaced atomically, so that a process that is
 * killed at any time leaves one version or the other.
 */
@NullMarked
package io.millrace.local.versions;

import org.jspecify.annotations.NullMarked;
