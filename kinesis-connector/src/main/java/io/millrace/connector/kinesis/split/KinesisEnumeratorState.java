package io.millrace.connector.kinesis.split;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * What is known of a stream's shards, apart from the positions, which the readers remember. A shard is in one of the three
 * collections.
 *
 * @param streamArn the stream
 * @param initialized whether the shards have been listed
 * @param waiting shards that no reader has got: not all of their parents have been read
 * @param assigned the ids of shards that a reader has got
 * @param finished the ids of shards that have been read to their ends, or ended before the initial position
 */
public record KinesisEnumeratorState(
        String streamArn,
        boolean initialized,
        List<KinesisShardSplit> waiting,
        Set<String> assigned,
        Set<String> finished) {

    public KinesisEnumeratorState {
        requireNonNull(streamArn, "streamArn is null");
        waiting = List.copyOf(waiting);
        assigned = Set.copyOf(assigned);
        finished = Set.copyOf(finished);
    }

    public static KinesisEnumeratorState empty(String streamArn) {
        return new KinesisEnumeratorState(streamArn, false, List.of(), Set.of(), Set.of());
    }
}
