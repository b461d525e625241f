package io.millrace.job;

import io.millrace.contract.flink.ApplicationProperties;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the job that the application's property groups name. The service configures checkpoints, parallelism and the
 * state backend, but not how long watermarks and records wait between operators.
 */
public final class Main {
    /** Half of Flink's default, which is much of what a draw may be late by. */
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(100);

    /** Half of Flink's default. A busy channel fills its buffers sooner anyway. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(50);

    private Main() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        // no operator changes an element after it has emitted it
        environment.getConfig().enableObjectReuse();
        environment.getConfig().setAutoWatermarkInterval(WATERMARK_INTERVAL.toMillis());
        environment.setBufferTimeout(BUFFER_TIMEOUT.toMillis());
        environment.execute(Jobs.build(environment, ApplicationProperties.read()));
    }
}
