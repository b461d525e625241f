package io.millrace.infra;

import java.nio.file.Path;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.constructs.Construct;

/** One whole Millrace: a stack that keeps data, and the applications on top of it. */
final class MillraceStage extends Stage {

    /** @param jar of the Flink jobs */
    MillraceStage(Construct scope, StageConfig config, Path jar) {
        super(
                scope,
                config.name(),
                config.target()
                        .environment()
                        .map(environment ->
                                StageProps.builder().env(environment).build())
                        .orElseGet(() -> StageProps.builder().build()));
        StateStack state = new StateStack(this, "State", config);
        for (JobApplication job : JobApplication.ALL) {
            new ApplicationStack(this, job, config, state, jar);
        }
    }
}
