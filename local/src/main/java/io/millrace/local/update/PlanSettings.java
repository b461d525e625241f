package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.contract.service.ServiceQuotas;
import java.util.OptionalInt;

/**
 * How a stage is planned at its start and at every update.
 *
 * @param quotas of the account that the stage is deployed to
 * @param maxParallelism the most that an application has here; empty for the template's
 */
public record PlanSettings(ServiceQuotas quotas, OptionalInt maxParallelism) {
    /** An account without raised quotas, and the template's parallelism. */
    public static final PlanSettings DEFAULT = new PlanSettings(ServiceQuotas.DEFAULT, OptionalInt.empty());

    public PlanSettings {
        requireNonNull(quotas, "quotas is null");
        requireNonNull(maxParallelism, "maxParallelism is null");
    }

    /** Plans a stage. */
    public DeploymentPlan plan(Stage stage, StreamBackend backend) {
        DeploymentPlan plan = StagePlanner.plan(stage, backend, quotas);
        return maxParallelism.isPresent() ? plan.withMaxParallelism(maxParallelism.getAsInt()) : plan;
    }
}
