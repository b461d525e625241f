package io.millrace.benchmarks.results;

/** One case that was measured through the real connectors and servers. */
public interface StageCase extends Measured {
    /** The server of the streams, and so the connector: {@code kinesis} or {@code kafka}. */
    String streams();

    /** The service's name of the Flink release, as in {@code FLINK-1_20}. */
    String runtime();

    /** State backend. */
    String backend();

    /** Cores that Flink used, without JIT compilation. */
    double flinkCores();

    /** Cores that the server of the streams used. */
    double serverCores();

    /** Cores that the producer and the reader used. */
    double benchCores();
}
