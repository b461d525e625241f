/**
 * Clients that write to a stage's streams and read them, whether they are on Kinesis or on Kafka. Each backend has a
 * subpackage.
 */
@NullMarked
package io.millrace.assembly.streams;

import org.jspecify.annotations.NullMarked;
