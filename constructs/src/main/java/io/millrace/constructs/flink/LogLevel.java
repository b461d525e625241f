package io.millrace.constructs.flink;

/**
 * The lowest level that is logged. The service logs some of its errors at {@link #INFO}. {@link #DEBUG} slows a job down;
 * use it for a short time only.
 */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
