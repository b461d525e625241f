/**
 * A client of the part of Flink's REST API that one job needs: upload, run, status, checkpoints, savepoints and stop. It
 * knows nothing of stages and processes.
 */
@NullMarked
package io.millrace.local.flink;

import org.jspecify.annotations.NullMarked;
