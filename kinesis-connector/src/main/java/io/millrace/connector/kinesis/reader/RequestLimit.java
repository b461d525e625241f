package io.millrace.connector.kinesis.reader;

/**
 * How many requests of a subtask may be on their way. It bounds the memory that their answers take, up to 10 MiB each, and
 * lets a subtask poll some hundred idle shards. Not thread-safe.
 */
final class RequestLimit {
    private static final int GREATEST = 8;

    private int acquired;

    boolean tryAcquire() {
        if (acquired == GREATEST) {
            return false;
        }
        acquired++;
        return true;
    }

    void release() {
        acquired--;
    }
}
