package io.millrace.infra;

import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.constructs.Construct;

/** A complete deployment of Millrace: one stack that keeps the data, and the stacks of the applications. */
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
        switch (config.layout()) {
            case STACK_PER_JOB -> jobs.forEach(job -> ApplicationStack.of(this, job, config, state, jar));
            case ONE_STACK -> ApplicationStack.of(this, jobs, config, state, jar);
        }
    }
}
