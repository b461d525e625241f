/**
 * How a command asks something of the process that runs a stage: by files in the stage's directory, where it also finds
 * who runs it. Whoever may write there may ask; there is no port and no secret. Nothing that is asked outlives the process
 * it was asked of.
 */
@NullMarked
package io.millrace.local.requests;

import org.jspecify.annotations.NullMarked;
