package io.millrace.assembly.streams;

import io.millrace.assembly.deployment.StreamPlan;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Creates, writes and reads the streams of one server. Closing it ends its followers. */
public interface StreamClient extends AutoCloseable {
    /**
     * Creates missing streams and changes the size and retention of existing ones, as a deploy would. Returns once all of
     * them can be used.
     *
     * @param events gets a sentence about each change
     */
    void provision(List<StreamPlan> streams, Consumer<String> events);

    /** Deletes streams with their records. Returns once none of them exists. */
    void delete(List<String> streamNames);

    StreamWriter writer(String streamName);

    /** Reads a stream from its oldest record on. */
    StreamFollower fromStart(String streamName);

    /** Reads the records that arrived at a time or later. */
    StreamFollower from(String streamName, Instant time);

    /**
     * Reads the records that arrived between two times, both included.
     *
     * @param to not after now
     */
    StreamHistory history(String streamName, Instant from, Instant to);

    /** Reads the records that arrive from now on. */
    StreamFollower fromNow(String streamName);

    @Override
    void close();
}
