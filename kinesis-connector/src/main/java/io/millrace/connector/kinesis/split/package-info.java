/** What a source remembers: positions in shards, the shards themselves, and how both are written to checkpoints. */
@NullMarked
package io.millrace.connector.kinesis.split;

import org.jspecify.annotations.NullMarked;
