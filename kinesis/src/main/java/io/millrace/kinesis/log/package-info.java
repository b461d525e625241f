/** The records of one shard in an append-only file. */
@NullMarked
package io.millrace.kinesis.log;

import org.jspecify.annotations.NullMarked;
