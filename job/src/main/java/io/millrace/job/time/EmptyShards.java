package io.millrace.job.time;

import java.io.Serializable;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * Whether shards that have had no event yet are read anywhere in a job. Such a shard cannot hold back event time, so
 * the others wait for its first event as long as there is one. Used by one subtask, from its task's thread.
 */
interface EmptyShards extends AutoCloseable {
    /** Connects a subtask with the others. */
    interface Factory extends Serializable {
        EmptyShards connect(StreamingRuntimeContext context, String operatorId);
    }

    /** For settings with which watermarks are never delayed. */
    EmptyShards IGNORED = new EmptyShards() {
        @Override
        public void report(boolean hasEmpty, long now) {}

        @Override
        public boolean areNone(long now) {
            return true;
        }

        @Override
        public boolean areKnown(long now) {
            return true;
        }

        @Override
        public void close() {}
    };

    /**
     * Reports this subtask's shards. Never blocks; must be called again and again.
     *
     * @param now processing time, in epoch milliseconds
     */
    void report(boolean hasEmpty, long now);

    /**
     * Whether no subtask has an empty shard that its others do not wait for: an empty shard holds event time back until
     * {@link #areKnown}.
     */
    boolean areNone(long now);

    /** Whether all subtasks have learned that this one has an empty shard. */
    boolean areKnown(long now);

    @Override
    void close();
}
