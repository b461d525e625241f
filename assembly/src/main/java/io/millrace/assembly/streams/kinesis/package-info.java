/** Streams that are Kinesis data streams, local or of an account. */
@NullMarked
package io.millrace.assembly.streams.kinesis;

import org.jspecify.annotations.NullMarked;
