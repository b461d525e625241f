/**
 * A source and a sink for Amazon Kinesis Data Streams on Apache Flink. Only what a job calls or implements belongs here.
 */
@NullMarked
package io.millrace.connector.kinesis;

import org.jspecify.annotations.NullMarked;
