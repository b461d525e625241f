/**
 * Flink's REST API, as far as running one job takes it: upload, run, watch, stop with a savepoint.
 */
@NullMarked
package io.millrace.local.flink;

import org.jspecify.annotations.NullMarked;
