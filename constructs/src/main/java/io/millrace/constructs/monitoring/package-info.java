/** Alarms and dashboards for Flink applications, their streams and topics, and the metrics behind both. */
@NullMarked
@PublicApi
package io.millrace.constructs.monitoring;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
