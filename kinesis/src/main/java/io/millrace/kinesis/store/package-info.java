/** Streams with their shards and settings, and the files that keep them. Knows nothing of requests. */
@NullMarked
package io.millrace.kinesis.store;

import org.jspecify.annotations.NullMarked;
