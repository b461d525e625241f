package io.millrace.connector.kinesis.split;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: it has emitted all records of shards that have ended.
 *
 * @param shards also those of earlier such events, after a restore
 */
public record ShardsFinished(List<FinishedShard> shards) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    public ShardsFinished {
        shards = List.copyOf(shards);
    }
}
