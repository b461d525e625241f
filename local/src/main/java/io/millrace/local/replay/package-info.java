/** Plays the history of a stream again: where to, at which pace, and until when. */
@NullMarked
package io.millrace.local.replay;

import org.jspecify.annotations.NullMarked;
