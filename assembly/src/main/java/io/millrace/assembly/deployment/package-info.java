/**
 * What a stage is on this machine: the streams and Flink applications of its templates, with every value resolved, and the
 * list of what is left out.
 */
@NullMarked
package io.millrace.assembly.deployment;

import org.jspecify.annotations.NullMarked;
