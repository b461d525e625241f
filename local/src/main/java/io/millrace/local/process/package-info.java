/**
 * Child processes and what they need: command lines, ports, identities, programs, and waiting. Knows nothing of Flink,
 * servers and stages.
 *
 * <p>A child ends when its standard input closes, so that no process outlives a kill of its parent.
 */
@NullMarked
package io.millrace.local.process;

import org.jspecify.annotations.NullMarked;
