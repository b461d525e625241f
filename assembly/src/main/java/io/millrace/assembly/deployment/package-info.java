/**
 * The plan of a stage on this machine: its Flink applications and the resources they use, with every value resolved, and
 * the list of what is left out. Only data: package {@code resources} makes a plan, and its readers act on it.
 */
@NullMarked
package io.millrace.assembly.deployment;

import org.jspecify.annotations.NullMarked;
