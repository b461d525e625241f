package io.millrace.infra;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.constructs.Construct;

/** A complete deployment of Millrace: one stack that keeps the data, and one stack for each application. */
final class MillraceStage extends Stage {

    /** @param jar of the Flink jobs */
    MillraceStage(Construct scope, StageConfig config, List<JobApplication> jobs, Path jar) {
        super(
                scope,
                config.name(),
                config.target()
                        .environment()
                        .map(environment ->
                                StageProps.builder().env(environment).build())
                        .orElseGet(() -> StageProps.builder().build()));
        StateStack state = new StateStack(this, "State", config, JobApplication.streams(jobs));
        for (JobApplication job : jobs) {
            new ApplicationStack(this, job, config, state, jar);
        }
    }
}
