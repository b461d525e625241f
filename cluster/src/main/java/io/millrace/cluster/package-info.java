/**
 * The local Flink process: one JVM for each application, on the class path and with the Flink settings of Managed
 * Service for Apache Flink, listening on loopback only. Jobs come in through Flink's own REST API.
 */
@NullMarked
package io.millrace.cluster;

import org.jspecify.annotations.NullMarked;
