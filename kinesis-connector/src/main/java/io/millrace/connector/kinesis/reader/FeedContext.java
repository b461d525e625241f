package io.millrace.connector.kinesis.reader;

/** What a feed may ask of the thread that drives it. Thread-safe. */
interface FeedContext {

    /** Runs something in that thread, soon. */
    void run(Runnable action);

    /** Fails the job. */
    void fail(Throwable cause);
}
