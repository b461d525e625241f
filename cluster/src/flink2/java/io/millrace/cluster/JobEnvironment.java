package io.millrace.cluster;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** In Flink 2, all settings of state are keys of the configuration. */
// close() of the super class may be interrupted
@SuppressWarnings("try")
abstract class JobEnvironment extends StreamExecutionEnvironment {
    JobEnvironment(
            PipelineExecutorServiceLoader executors,
            Configuration configuration,
            ClassLoader classes,
            CodeSettings settings) {
        super(executors, configuration, classes);
    }

    /** There are none. */
    final void overrideObjects() {}

    /** There is nothing beside the configuration. */
    final void restoreSettings() {}
}
