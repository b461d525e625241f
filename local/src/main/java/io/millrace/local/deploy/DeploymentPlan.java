package io.millrace.local.deploy;

import static java.util.Objects.requireNonNull;

import io.millrace.local.assembly.Stage;
import java.util.List;

/**
 * What runs here of a stage.
 *
 * @param stage the stage's name
 * @param skipped what does not run, because it matters only on AWS or is not known here
 * @param notices where running here differs from running on AWS, a sentence each
 */
public record DeploymentPlan(
        String stage,
        List<StreamPlan> streams,
        List<ApplicationPlan> applications,
        List<SkippedResource> skipped,
        List<String> notices) {

    public DeploymentPlan {
        requireNonNull(stage, "stage is null");
        streams = List.copyOf(streams);
        applications = List.copyOf(applications);
        skipped = List.copyOf(skipped);
        notices = List.copyOf(notices);
    }

    /**
     * Plans a stage.
     *
     * @throws DeploymentException when something that would run has a value with no answer here
     */
    public static DeploymentPlan of(Stage stage) {
        return new StagePlanner(stage).plan();
    }

    /** A resource that is in a template and does not run here. */
    public record SkippedResource(String stack, String logicalId, String type) {}
}
