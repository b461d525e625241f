package io.millrace.connector.kinesis.split;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: it has all the shards that it starts with, which may be none. */
public record InitialShardsAssigned() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
