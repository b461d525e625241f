package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.PlannedResource;
import io.millrace.assembly.deployment.RetainedResource;
import io.millrace.assembly.deployment.RetainedResource.Kind;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.TemplateException;
import io.millrace.contract.service.ServiceQuotas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A stage's plan while its resources are added. Violations are collected, so that all of them are reported at once. */
final class PlanBuilder {
    private final Stage stage;
    private final ServiceQuotas quotas;
    private final PublishedObjects objects;
    private final ExternalValues externals;
    private final List<PlannedResource> resources = new ArrayList<>();
    private final List<ApplicationPlan> applications = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final List<SkippedResource> skipped = new ArrayList<>();
    private final List<AlarmPlan> alarms = new ArrayList<>();
    private final List<RetainedResource> retained = new ArrayList<>();
    private final Set<String> notices = new LinkedHashSet<>();
    private final List<String> violations = new ArrayList<>();

    /** The ARNs of streams that no template declares, by name. */
    private final Map<String, String> elsewhere = new HashMap<>();

    PlanBuilder(Stage stage, ServiceQuotas quotas, GivenValues given) {
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.stage = requireNonNull(stage, "stage is null");
        this.objects = new PublishedObjects(stage.assets(), given.objects());
        this.externals = new ExternalValues(given, notices);
    }

    ExternalValues externals() {
        return externals;
    }

    /** The account's quotas, which applications are held against. */
    ServiceQuotas quotas() {
        return quotas;
    }

    PublishedObjects objects() {
        return objects;
    }

    /** Adds a resource, unless it is in the plan already, as a topic of several applications may be. */
    void add(PlannedResource resource) {
        Optional<PlannedResource> same =
                resources.stream().filter(resource::isSameAs).findFirst();
        if (same.isEmpty()) {
            resources.add(resource);
        } else if (resource instanceof StreamPlan stream && stream.backend() == StreamBackend.KINESIS) {
            addViolation("%s %s must be declared once in the stage, got %s and %s; an account has one of that name"
                    .formatted(
                            stream.kind(),
                            stream.name(),
                            place(same.get()),
                            "%s.%s".formatted(stream.stack(), stream.logicalId())));
        }
    }

    /**
     * Adds a stream that an application uses, unless a template declares it: its owner creates it on AWS. Here a name means
     * one stream, whatever its account and region.
     */
    void addFromElsewhere(String arn, StreamPlan stream) {
        Optional<PlannedResource> same =
                resources.stream().filter(stream::isSameAs).findFirst();
        if (same.isEmpty()) {
            resources.add(stream);
            elsewhere.put(stream.name(), arn);
            addNotice("stream %s is in no template of the stage; here it is created with it, %s"
                    .formatted(stream.name(), stream.sizing()));
        } else if (!arn.equals(stream.arn()) && !arn.equals(elsewhere.get(stream.name()))) {
            addNotice("stream %s is the stage's stream of the same name here; accounts and regions are one here"
                    .formatted(arn));
        }
    }

    private static String place(PlannedResource resource) {
        return resource instanceof StreamPlan stream
                ? "%s.%s".formatted(stream.stack(), stream.logicalId())
                : resource.logicalId();
    }

    void add(ApplicationPlan application) {
        applications.stream()
                .filter(other -> other.name().equals(application.name()))
                .findFirst()
                .ifPresent(other -> addViolation(
                        "application %s must be declared once in the stage, got %s.%s and %s.%s; an account has one of that name"
                                .formatted(
                                        application.name(),
                                        other.stack(),
                                        other.logicalId(),
                                        application.stack(),
                                        application.logicalId())));
        applications.add(application);
    }

    /** Adds a secret that a template declares, by its name. */
    void addSecret(String name) {
        secrets.add(name);
    }

    void addSkipped(Resource resource) {
        skipped.add(new SkippedResource(resource.stackName(), resource.logicalId(), resource.type()));
    }

    void add(AlarmPlan alarm) {
        alarms.add(alarm);
    }

    /** Adds what a resource has here to what stays when the stage is deleted, if its template retains it. */
    void retain(Resource resource, Kind kind, String name) {
        if (resource.isRetained()) {
            retained.add(new RetainedResource(kind, name));
        }
    }

    /** Adds a sentence about a difference from running on AWS, once. */
    void addNotice(String notice) {
        notices.add(notice);
    }

    /** Adds a reason why the stage cannot run, once. */
    void addViolation(String violation) {
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }

    /**
     * Reads part of a resource; when a value cannot be resolved here, the result is empty and the plan has a violation. What
     * fails because of a missing value counts as that alone.
     */
    <T> Optional<T> read(Supplier<T> part) {
        int uses = externals.uses();
        try {
            return Optional.of(part.get());
        } catch (TemplateException e) {
            if (externals.uses() == uses) {
                addViolation(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** Does a step whose mistakes do not matter. */
    void tryLeniently(Runnable step) {
        List<String> former = List.copyOf(violations);
        Set<ExternalValue> missing = externals.missing();
        tryTo(step);
        violations.clear();
        violations.addAll(former);
        externals.resetTo(missing);
    }

    /** Does a step that may fail as {@link #read} may. */
    void tryTo(Runnable step) {
        read(() -> {
            step.run();
            return stage;
        });
    }

    /**
     * The plan.
     *
     * @throws DeploymentException when there are violations
     */
    DeploymentPlan build() {
        externals.violation().ifPresent(this::addViolation);
        if (!violations.isEmpty()) {
            throw new DeploymentException(stage.name(), violations);
        }
        return new DeploymentPlan(
                stage.name(),
                StreamBackend.KINESIS,
                resources,
                applications,
                secrets,
                skipped,
                alarms,
                retained,
                List.copyOf(notices));
    }
}
