package io.millrace.benchmarks.load;

import java.io.Serializable;

/** What one input's stream holds. A function of numbers, so that every run holds the same. */
public interface Feed extends Serializable {
    /** How many records a shard begins with: what must be known before anything is measured. */
    default long prelude(ShardShare share) {
        return 0;
    }

    /**
     * A record of the prelude.
     *
     * @param number from 0
     * @param time event time, in epoch milliseconds
     */
    default byte[] prelude(long number, ShardShare share, long time) {
        throw new UnsupportedOperationException("this feed has no prelude");
    }

    /** How many events a millisecond of event time has, over all shards; 0 for a stream that is silent after its prelude. */
    int eventsPerMilli();

    /**
     * An event.
     *
     * @param number the event's number within its shard, from 0
     * @param time event time, in epoch milliseconds, which never goes back
     */
    default byte[] event(long number, ShardShare share, long time) {
        throw new UnsupportedOperationException("this feed has no events");
    }
}
