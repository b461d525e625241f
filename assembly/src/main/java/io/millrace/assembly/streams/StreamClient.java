package io.millrace.assembly.streams;

import io.millrace.assembly.deployment.StreamPlan;
import java.util.List;
import java.util.function.Consumer;

/** The streams of one server: made, written to and read. Closing it ends its followers. */
public interface StreamClient extends AutoCloseable {
    /**
     * Brings the streams to what the template says, as a deploy would: missing ones are made, others changed. Returns
     * once all of them can be used.
     *
     * @param events gets a sentence for everything that is changed
     */
    void provision(List<StreamPlan> streams, Consumer<String> events);

    StreamWriter writer(String streamName);

    /** Reads everything that a stream still keeps, and what comes. */
    StreamFollower fromStart(String streamName);

    /** Reads what comes from now on. */
    StreamFollower fromNow(String streamName);

    @Override
    void close();
}
