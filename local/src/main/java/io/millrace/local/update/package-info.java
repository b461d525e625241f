/**
 * The operations on the applications of a running stage: snapshot, update and rollback. Whatever is killed during one,
 * the next start runs one of the two versions, with its own state.
 */
@NullMarked
package io.millrace.local.update;

import org.jspecify.annotations.NullMarked;
