package io.millrace.job;

import io.millrace.contract.flink.ApplicationProperties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the job that the application's property groups name. The service configures checkpoints, parallelism and the
 * state backend.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        // no operator changes an element after it has emitted it
        environment.getConfig().enableObjectReuse();
        environment.execute(Jobs.build(environment, ApplicationProperties.read()));
    }
}
