/** Streams that are Kafka topics. A shard is a partition. */
@NullMarked
package io.millrace.assembly.streams.kafka;

import org.jspecify.annotations.NullMarked;
