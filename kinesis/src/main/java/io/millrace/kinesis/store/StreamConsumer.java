package io.millrace.kinesis.store;

import java.time.Instant;

/** A registered consumer of a stream, which reads with SubscribeToShard. */
public record StreamConsumer(String name, Instant created) {}
