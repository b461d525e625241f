package io.millrace.job.time;

import java.io.Serializable;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * Whether shards that have had no event yet are read anywhere in a job. Such a shard cannot hold back event time, so
 * the others wait for its first event as long as there is one. And how far event time has come without such shards, so that
 * a subtask which has read nothing else can join in. Used by one subtask, from its task's thread.
 */
interface EmptyShards extends AutoCloseable {
    /** Connects a subtask with the others. */
    interface Factory extends Serializable {
        EmptyShards connect(StreamingRuntimeContext context, String operatorId);
    }

    /** {@link #passed} if nothing is known. */
    long UNKNOWN = Long.MAX_VALUE;

    /** For settings with which watermarks are never delayed. */
    EmptyShards IGNORED = new EmptyShards() {
        @Override
        public void report(SubtaskReport report, long now) {}

        @Override
        public boolean areNone(long now) {
            return true;
        }

        @Override
        public boolean areKnown(long now) {
            return true;
        }

        @Override
        public long passed(long now) {
            return EventReader.NO_TIME;
        }

        @Override
        public void close() {}
    };

    /**
     * Reports this subtask's event time. Never blocks; must be called again and again.
     *
     * @param now processing time, in epoch milliseconds
     */
    void report(SubtaskReport report, long now);

    /**
     * Whether no subtask has an empty shard that its others do not wait for: an empty shard holds event time back until
     * {@link #areKnown}.
     */
    boolean areNone(long now);

    /** Whether all subtasks have learned that this one has an empty shard. */
    boolean areKnown(long now);

    /** A watermark that the operators behind the shuffle have not passed; {@link #UNKNOWN} without a recent answer. */
    long passed(long now);

    @Override
    void close();
}
