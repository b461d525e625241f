/**
 * A Kinesis Data Streams API for one machine. It is durable (an acknowledged record has been written to its shard's log
 * file, so killing the process loses nothing), listens on the loopback interface only, and checks no signatures.
 *
 * <p>From the outside in: {@code KinesisServer} speaks HTTP, {@code Api} finds the operation, the {@code *Operations}
 * hold the service's rules, {@code StreamStore} and {@code KinesisStream} keep streams, {@code ShardLog} keeps records.
 */
@NullMarked
package io.millrace.kinesis;

import org.jspecify.annotations.NullMarked;
