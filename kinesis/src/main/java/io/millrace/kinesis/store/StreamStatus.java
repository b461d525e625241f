package io.millrace.kinesis.store;

/** The service's statuses of streams and consumers. */
public enum StreamStatus {
    CREATING,
    ACTIVE,
    UPDATING,
    DELETING
}
