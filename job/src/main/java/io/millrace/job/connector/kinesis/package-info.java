/** Streams of Amazon Kinesis Data Streams as sources and sinks. */
@NullMarked
package io.millrace.job.connector.kinesis;

import org.jspecify.annotations.NullMarked;
