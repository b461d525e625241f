package io.millrace.kinesis;

/** The service's capacity modes. */
enum StreamMode {
    PROVISIONED,
    ON_DEMAND
}
