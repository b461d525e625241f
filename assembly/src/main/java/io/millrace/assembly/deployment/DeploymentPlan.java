package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs here of a stage.
 *
 * @param stage the stage's name
 * @param backend what holds the streams that the template declares; a topic that it only names is on Kafka in any case
 * @param resources what the applications use
 * @param secrets the names of those that its templates declare
 * @param skipped what does not run, because it matters only on AWS or is not known here
 * @param alarms those that CloudWatch evaluates on AWS; they are among what is skipped, too
 * @param retained what stays when the stage is deleted, beside streams
 * @param notices differences from running on AWS, a sentence each
 */
public record DeploymentPlan(
        String stage,
        StreamBackend backend,
        List<PlannedResource> resources,
        List<ApplicationPlan> applications,
        List<String> secrets,
        List<SkippedResource> skipped,
        List<AlarmPlan> alarms,
        List<RetainedResource> retained,
        List<String> notices) {
    private static final String DEFAULT_REGION = "us-east-1";

    public DeploymentPlan {
        requireNonNull(stage, "stage is null");
        requireNonNull(backend, "backend is null");
        resources = List.copyOf(resources);
        applications = List.copyOf(applications);
        secrets = List.copyOf(secrets);
        skipped = List.copyOf(skipped);
        alarms = List.copyOf(alarms);
        retained = List.copyOf(retained);
        notices = List.copyOf(notices);
    }

    /** The resources of one kind. */
    public <T extends PlannedResource> List<T> resources(Class<T> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<StreamPlan> streams() {
        return resources(StreamPlan.class);
    }

    /**
     * The same plan with some of its applications alone; every resource stays.
     *
     * @param names of jobs, or logical ids or names of applications
     * @throws DeploymentException when a name is not that of an application of the stage
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
        return with(resources, chosen);
    }

    /** The same plan with a smaller parallelism where an application has more than that; notices say which. */
    public DeploymentPlan withMaxParallelism(int most) {
        List<String> all = new ArrayList<>(notices);
        List<ApplicationPlan> scaled = applications.stream()
                .map(application -> {
                    if (application.parallelism() <= most) {
                        return application;
                    }
                    all.add("application %s runs with parallelism %d here, not %d"
                            .formatted(application.name(), most, application.parallelism()));
                    return application.withParallelism(most);
                })
                .toList();
        return new DeploymentPlan(stage, backend, resources, scaled, secrets, skipped, alarms, retained, all);
    }

    /** The same plan with other resources and applications. */
    public DeploymentPlan with(List<PlannedResource> otherResources, List<ApplicationPlan> otherApplications) {
        return new DeploymentPlan(
                stage, backend, otherResources, otherApplications, secrets, skipped, alarms, retained, notices);
    }

    /**
     * The same plan with its streams on a backend of choice, and the applications bound to them there. Topics that its
     * applications are bound to are on Kafka in either case.
     *
     * @throws DeploymentException when an application's jar cannot use that backend
     */
    public DeploymentPlan on(StreamBackend other) {
        return switch (other) {
            case KINESIS -> this;
            case KAFKA -> new StreamsOnKafka(this).moved();
        };
    }

    /** The region of the stage's resources. */
    public String region() {
        return Stream.concat(
                        resources.stream().map(PlannedResource::region),
                        applications.stream().map(ApplicationPlan::region))
                .findFirst()
                .orElse(DEFAULT_REGION);
    }

    /** A resource that is in a template and does not run here. */
    public record SkippedResource(String stack, String logicalId, String type) {}
}
