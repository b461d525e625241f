package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.PlannedResource;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.template.TemplateException;
import io.millrace.contract.service.ServiceQuotas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A stage's plan while its resources are added. Violations are collected, so that all of them are reported at once. */
final class PlanBuilder {
    private final Stage stage;
    private final ServiceQuotas quotas;
    private final PublishedObjects objects;
    private final List<PlannedResource> resources = new ArrayList<>();
    private final List<ApplicationPlan> applications = new ArrayList<>();
    private final List<SkippedResource> skipped = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    PlanBuilder(Stage stage, ServiceQuotas quotas) {
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.stage = requireNonNull(stage, "stage is null");
        this.objects = new PublishedObjects(stage.assets());
    }

    /** The account's quotas, which applications are held against. */
    ServiceQuotas quotas() {
        return quotas;
    }

    PublishedObjects objects() {
        return objects;
    }

    /** Adds a resource, unless it is in the plan already. */
    void add(PlannedResource resource) {
        if (resources.stream().noneMatch(resource::isSameAs)) {
            resources.add(resource);
        }
    }

    void add(ApplicationPlan application) {
        applications.add(application);
    }

    void addSkipped(Resource resource) {
        skipped.add(new SkippedResource(resource.stackName(), resource.logicalId(), resource.type()));
    }

    /** Adds a sentence about a difference from running on AWS. */
    void addNotice(String notice) {
        notices.add(notice);
    }

    /** Adds a reason why the stage cannot run. */
    void addViolation(String violation) {
        violations.add(violation);
    }

    /** Reads part of a resource; when a value cannot be resolved here, the result is empty and the plan has a violation. */
    <T> Optional<T> read(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (TemplateException e) {
            violations.add(e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The plan.
     *
     * @throws DeploymentException when there are violations
     */
    DeploymentPlan build() {
        if (!violations.isEmpty()) {
            throw new DeploymentException(stage.name(), violations);
        }
        return new DeploymentPlan(stage.name(), StreamBackend.KINESIS, resources, applications, skipped, notices);
    }
}
