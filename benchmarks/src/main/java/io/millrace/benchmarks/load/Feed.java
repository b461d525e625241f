package io.millrace.benchmarks.load;

import java.io.Serializable;

/** The records of one input. A function of their numbers, so that every run has the same. */
public interface Feed extends Serializable {
    /** The number of records at the start of a shard that must be processed before the measurement. */
    default long prelude(ShardShare share) {
        return 0;
    }

    /**
     * Makes a record of the prelude.
     *
     * @param number from 0
     * @param time event time, in epoch milliseconds
     */
    default byte[] prelude(long number, ShardShare share, long time) {
        throw new UnsupportedOperationException("this feed has no prelude");
    }

    /** Events per millisecond of event time, over all shards; 0 for a stream without events after its prelude. */
    int eventsPerMilli();

    /**
     * Makes an event.
     *
     * @param number the event's number within its shard, from 0
     * @param time event time, in epoch milliseconds, which never goes back
     */
    default byte[] event(long number, ShardShare share, long time) {
        throw new UnsupportedOperationException("this feed has no events");
    }
}
