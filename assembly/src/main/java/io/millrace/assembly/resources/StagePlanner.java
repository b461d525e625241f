package io.millrace.assembly.resources;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import java.util.List;

/** Plans what runs here of a stage. */
public final class StagePlanner {
    private final List<Resource> resources;
    private final PlanBuilder plan;

    private StagePlanner(Stage stage) {
        this.resources = StackResources.of(stage);
        this.plan = new PlanBuilder(stage);
    }

    /**
     * Plans a stage whose streams are on Kinesis.
     *
     * @throws DeploymentException when something that would run has a value that cannot be resolved here
     */
    public static DeploymentPlan plan(Stage stage) {
        return new StagePlanner(stage).plan();
    }

    /**
     * Plans a stage whose streams are on a backend of choice. Topics that the template's applications are bound to are on
     * Kafka in either case.
     *
     * @throws DeploymentException also when an application's jar cannot use that backend
     */
    public static DeploymentPlan plan(Stage stage, StreamBackend backend) {
        DeploymentPlan plan = plan(stage);
        return switch (backend) {
            case KINESIS -> plan;
            case KAFKA -> plan.onKafka();
        };
    }

    private DeploymentPlan plan() {
        ResourceTypes.ALL.forEach(this::addResources);
        resources.stream()
                .filter(resource -> ResourceTypes.named(resource.type()).isEmpty())
                .forEach(plan::addSkipped);
        return plan.build();
    }

    private void addResources(ResourceType type) {
        resources.stream()
                .filter(resource -> resource.type().equals(type.name()))
                .forEach(resource -> plan.read(() -> addResource(type, resource)));
    }

    private Resource addResource(ResourceType type, Resource resource) {
        if (resource.isDeployed()) {
            type.plan(resource, plan);
        }
        return resource;
    }
}
