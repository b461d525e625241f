package io.millrace.kinesis.store;

/** The service's capacity modes. */
public enum StreamMode {
    PROVISIONED,
    ON_DEMAND
}
