/** Streams that the local Kinesis holds. */
@NullMarked
package io.millrace.local.streams.kinesis;

import org.jspecify.annotations.NullMarked;
