package io.millrace.kinesis;

import java.nio.ByteBuffer;

/** A record as a shard's log holds it; its sequence number is the tick and the shard. */
record StoredRecord(long tick, String partitionKey, ByteBuffer data) {}
