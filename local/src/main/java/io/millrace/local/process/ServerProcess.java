package io.millrace.local.process;

import java.time.Duration;

/** A server that runs in a process of its own. */
public interface ServerProcess {
    /**
     * Waits until the server is ready, and returns its address.
     *
     * @throws StageException when the process ends first, with the last lines of its output
     */
    String awaitReady();

    boolean isAlive();

    ProcessIdentity identity();

    /** Asks the process to end, and kills it when the timeout has passed. */
    void stop(Duration timeout);

    /** Ends the process at once, as {@code kill -9} does. */
    void kill();

    /**
     * Ends a process that is not needed again. It is killed, unless it has an archive of its classes to write, which it does
     * when it ends in good order.
     *
     * @param timeout as of {@link #stop}
     */
    default void discard(Duration timeout) {
        kill();
    }
}
