/**
 * What an application has run here, kept so that it can go back: its versions, each with the code, the settings and the
 * state of its own.
 *
 * <p>State belongs to a version. A version restores what it has saved itself or else what it was to start from, never what
 * a later one has saved; so the one file that says which version is the current one decides everything, and it is
 * replaced in one step.
 */
@NullMarked
package io.millrace.local.versions;

import org.jspecify.annotations.NullMarked;
