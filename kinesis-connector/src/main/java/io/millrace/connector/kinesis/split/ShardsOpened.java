package io.millrace.connector.kinesis.split;

import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/** From a reader: its schema knows of these shards. */
public record ShardsOpened(Set<String> shardIds) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    public ShardsOpened {
        shardIds = Set.copyOf(shardIds);
    }
}
