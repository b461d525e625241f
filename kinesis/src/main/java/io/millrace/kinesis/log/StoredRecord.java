package io.millrace.kinesis.log;

import java.nio.ByteBuffer;

/** A record in a shard's log; the tick and the shard make its sequence number. */
public record StoredRecord(long tick, String partitionKey, ByteBuffer data) {}
