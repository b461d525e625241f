package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a stage is planned at its start and at every update.
 *
 * @param quotas of the account that the stage is deployed to
 * @param maxParallelism the most that an application has here; empty for the template's
 * @param given what AWS would know, in addition to what is in {@value GivenValuesFile#NAME} beside the assembly
 * @param whole whether all applications of the stage are to run, and not only those that were chosen
 */
public record PlanSettings(ServiceQuotas quotas, OptionalInt maxParallelism, GivenValues given, boolean whole) {
    /** An account without raised quotas, the template's parallelism, and no other values than the file's. */
    public static final PlanSettings DEFAULT =
            new PlanSettings(ServiceQuotas.DEFAULT, OptionalInt.empty(), GivenValues.NONE, true);

    public PlanSettings {
        requireNonNull(quotas, "quotas is null");
        requireNonNull(maxParallelism, "maxParallelism is null");
        requireNonNull(given, "given is null");
    }

    /** The same settings for another assembly with more values; it need not have what those so far are for. */
    PlanSettings with(GivenValues more) {
        return new PlanSettings(quotas, maxParallelism, given.forTheNext().with(more), whole);
    }

    /** The same settings with the secrets of an update, which later ones keep. */
    PlanSettings withSecrets(Map<String, Path> secrets) {
        return new PlanSettings(quotas, maxParallelism, given.withSecrets(secrets), whole);
    }

    /**
     * Plans a stage, with its streams on Kinesis.
     *
     * @param applications those that will run, by any of their names: mistakes of others do not matter; empty for all
     */
    public DeploymentPlan plan(CloudAssembly assembly, Stage stage, Optional<List<String>> applications) {
        DeploymentPlan plan = StagePlanner.plan(assembly, stage, quotas, values(assembly.directory()), applications);
        return maxParallelism.isPresent() ? plan.withMaxParallelism(maxParallelism.getAsInt()) : plan;
    }

    /** What is given to an assembly, with what is in the file beside it. */
    public GivenValues values(Path assembly) {
        return GivenValuesFile.of(assembly).with(given);
    }
}
