package io.millrace.constructs.flink;

/**
 * The least severe message that reaches the log. The service reports some of its errors at {@link #INFO}; {@link #DEBUG}
 * slows a job down and is for a short while only.
 */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
