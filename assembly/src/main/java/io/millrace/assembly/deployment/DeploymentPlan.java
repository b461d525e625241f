package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.Stage;
import java.util.Collection;
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

    /**
     * The same plan with some of its applications alone; every stream stays.
     *
     * @param names of jobs, or logical ids or names of applications
     * @throws DeploymentException naming what is none of the stage's applications
     */
    public DeploymentPlan only(Collection<String> names) {
        List<String> unknown = names.stream()
                .filter(name -> applications.stream().noneMatch(application -> application.isCalled(name)))
                .map(name -> "no application or job is called '%s'; there are %s"
                        .formatted(
                                name,
                                applications.stream()
                                        .map(ApplicationPlan::shortName)
                                        .collect(joining(", "))))
                .toList();
        if (!unknown.isEmpty()) {
            throw new DeploymentException(stage, unknown);
        }
        List<ApplicationPlan> chosen = applications.stream()
                .filter(application -> names.stream().anyMatch(application::isCalled))
                .toList();
        return new DeploymentPlan(stage, streams, chosen, skipped, notices);
    }

    /** The same with these streams and applications. */
    public DeploymentPlan with(List<StreamPlan> otherStreams, List<ApplicationPlan> otherApplications) {
        return new DeploymentPlan(stage, otherStreams, otherApplications, skipped, notices);
    }

    /**
     * Plans a stage whose streams are held by a backend of choice. Topics that the template's applications are bound to
     * are on Kafka in either case.
     *
     * @throws DeploymentException also when a jar cannot do with that backend
     */
    public static DeploymentPlan of(Stage stage, StreamBackend streams) {
        DeploymentPlan plan = of(stage);
        return switch (streams) {
            case KINESIS -> plan;
            case KAFKA -> new StreamsOnKafka(plan).moved();
        };
    }

    /** A resource that is in a template and does not run here. */
    public record SkippedResource(String stack, String logicalId, String type) {}
}
