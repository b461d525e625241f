/** Streams that are topics of the local Kafka: a shard is a partition. */
@NullMarked
package io.millrace.assembly.streams.kafka;

import org.jspecify.annotations.NullMarked;
