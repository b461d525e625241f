package io.millrace.connector.kinesis.split;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To a reader that has finished a shard: all children of the shard have been opened, some of them perhaps by other readers.
 *
 * @param shardId the shard that has been read to its end
 */
public record ChildrenOpened(String shardId) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
