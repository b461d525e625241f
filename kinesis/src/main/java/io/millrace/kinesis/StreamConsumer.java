package io.millrace.kinesis;

import java.time.Instant;

/** A registered consumer of a stream, which reads it through SubscribeToShard. */
record StreamConsumer(String name, Instant created) {}
