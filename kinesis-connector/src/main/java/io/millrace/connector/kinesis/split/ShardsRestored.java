package io.millrace.connector.kinesis.split;

import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader that has been restored, before it registers: it reads these shards. The enumerator may know some of them
 * as finished, if it has not been restored with the reader.
 *
 * @param shardIds not those that have been read to their ends
 */
public record ShardsRestored(Set<String> shardIds) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    public ShardsRestored {
        shardIds = Set.copyOf(shardIds);
    }
}
