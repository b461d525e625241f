/** Streams that the local Kinesis holds. */
@NullMarked
package io.millrace.assembly.streams.kinesis;

import org.jspecify.annotations.NullMarked;
