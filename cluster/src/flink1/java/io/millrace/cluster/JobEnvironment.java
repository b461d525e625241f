package io.millrace.cluster;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings of state that code of Flink 1 gives as objects, and not as keys of the configuration. */
// jobs still use the deprecated methods, and close() of the super class may be interrupted
@SuppressWarnings({"deprecation", "try"})
abstract class JobEnvironment extends StreamExecutionEnvironment {
    /** In 1.18, the settings of checkpoints are not in the environment's configuration, but beside it. */
    private static final boolean HAS_SETTINGS_APART =
            EnvironmentInformation.getVersion().startsWith("1.18.");

    private final CodeSettings settings;

    JobEnvironment(
            PipelineExecutorServiceLoader executors,
            Configuration configuration,
            ClassLoader classes,
            CodeSettings settings) {
        super(executors, configuration, classes);
        this.settings = settings;
    }

    @Override
    public StreamExecutionEnvironment setStateBackend(StateBackend backend) {
        // the super constructor sets the configured backend, when this object has no fields yet
        if (settings == null) {
            return super.setStateBackend(backend);
        }
        settings.noteStateBackend(backend.getClass().getSimpleName());
        return this;
    }

    /** Puts the service's settings back. */
    final void overrideObjects() {
        if (HAS_SETTINGS_APART) {
            configuration.addAll(checkpointCfg.toConfiguration());
        }
        CheckpointStorage storage = checkpointCfg.getCheckpointStorage();
        String own = settings.service().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        if (storage != null && own != null && !isAt(own, storage)) {
            // an object, which no key of the configuration replaces
            checkpointCfg.setCheckpointStorage(own);
            settings.noteCheckpointStorage();
        }
    }

    /** Puts back what is beside the configuration. */
    final void restoreSettings() {
        if (HAS_SETTINGS_APART) {
            checkpointCfg.disableCheckpointing();
            checkpointCfg.configure(settings.named());
        }
    }

    /** The environment's configuration makes one at the service's place. */
    private static boolean isAt(String directory, CheckpointStorage storage) {
        return storage instanceof FileSystemCheckpointStorage
                && ((FileSystemCheckpointStorage) storage).getCheckpointPath().equals(new Path(directory));
    }
}
