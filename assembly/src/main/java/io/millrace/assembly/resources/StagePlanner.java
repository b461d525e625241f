package io.millrace.assembly.resources;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.contract.service.ServiceQuotas;
import java.util.List;

/** Plans what runs here of a stage. */
public final class StagePlanner {
    private final List<Resource> resources;
    private final PlanBuilder plan;

    private StagePlanner(Stage stage, ServiceQuotas quotas) {
        this.resources = StackResources.of(stage);
        this.plan = new PlanBuilder(stage, quotas);
    }

    /**
     * Plans a stage whose streams are on Kinesis, in an account without raised quotas.
     *
     * @throws DeploymentException when something that would run has a value that cannot be resolved here, or when the service
     *     would refuse it
     */
    public static DeploymentPlan plan(Stage stage) {
        return plan(stage, StreamBackend.KINESIS, ServiceQuotas.DEFAULT);
    }

    /**
     * Plans a stage whose streams are on a backend of choice. Topics that the template's applications are bound to are on
     * Kafka in either case.
     *
     * @param quotas of the account that the stage is deployed to
     * @throws DeploymentException also when an application's jar cannot use that backend
     */
    public static DeploymentPlan plan(Stage stage, StreamBackend backend, ServiceQuotas quotas) {
        DeploymentPlan plan = new StagePlanner(stage, quotas).plan();
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
