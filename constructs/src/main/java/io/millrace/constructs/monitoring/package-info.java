/** Alarms and a dashboard for Flink applications and their streams and topics, and the metrics behind both. */
@NullMarked
@PublicApi
package io.millrace.constructs.monitoring;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
