/**
 * One application: its directory, its Flink process, its property groups and secrets, its job, and their watch. Knows
 * nothing of updates, which change the version that runs.
 */
@NullMarked
package io.millrace.local.application;

import org.jspecify.annotations.NullMarked;
