package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.KafkaKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns a plan's streams into topics: the same applications, each input and output bound to the topic of its stream. */
final class StreamsOnKafka {
    private final DeploymentPlan plan;
    private final List<String> violations = new ArrayList<>();

    StreamsOnKafka(DeploymentPlan plan) {
        this.plan = requireNonNull(plan, "plan is null");
    }

    /**
     * The plan with topics.
     *
     * @throws DeploymentException when an application's jar cannot use Kafka
     */
    DeploymentPlan moved() {
        List<ApplicationPlan> applications =
                plan.applications().stream().map(this::moved).toList();
        if (!violations.isEmpty()) {
            throw new DeploymentException(plan.stage(), violations);
        }
        List<String> notices = new ArrayList<>(plan.notices());
        notices.add(
                "streams are Kafka topics here; a record that is written exactly once is visible once its checkpoint"
                        + " completes");
        return new DeploymentPlan(
                plan.stage(),
                StreamBackend.KAFKA,
                plan.resources().stream().map(StreamsOnKafka::moved).toList(),
                applications,
                plan.secrets(),
                plan.skipped(),
                plan.alarms(),
                plan.retained(),
                notices);
    }

    private static PlannedResource moved(PlannedResource resource) {
        return resource instanceof StreamPlan stream ? stream.onKafka() : resource;
    }

    private ApplicationPlan moved(ApplicationPlan application) {
        Optional<JobDeclaration> job = jobOnKafka(application);
        Map<String, Map<String, String>> groups = new TreeMap<>(application.propertyGroups());
        groups.replaceAll((id, group) -> boundStream(group)
                .map(stream -> moved(application, job, id, stream))
                .orElse(group));
        return application.withPropertyGroups(groups);
    }

    private Optional<StreamPlan> boundStream(Map<String, String> group) {
        return plan.streams().stream()
                .filter(stream -> stream.backend() == StreamBackend.KINESIS && stream.isBoundBy(group))
                .findFirst();
    }

    /** What the jar declares of the application's job, if it declares that its jobs can use Kafka. */
    private Optional<JobDeclaration> jobOnKafka(ApplicationPlan application) {
        try {
            return Contract.ofJar(application.jar())
                    .filter(contract -> contract.hasConnector(KafkaKeys.CONNECTOR))
                    .flatMap(contract -> contract.jobOf(application.propertyGroups()));
        } catch (IOException e) {
            violations.add("application %s: the declaration in its jar cannot be read: %s"
                    .formatted(application.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private Map<String, String> moved(
            ApplicationPlan application, Optional<JobDeclaration> job, String id, StreamPlan stream) {
        Map<String, String> group = application.propertyGroups().getOrDefault(id, Map.of());
        if (job.filter(declared -> declared.hasInput(id)).isPresent()) {
            return KafkaGroups.input(group, stream.name(), application.name());
        }
        if (job.filter(declared -> declared.hasOutput(id)).isPresent()) {
            return KafkaGroups.output(id, stream.name(), application);
        }
        violations.add(
                ("application %s binds stream %s by property group '%s', which its jar does not declare for Kafka;"
                                + " without --streams kafka it is on Kinesis")
                        .formatted(application.name(), stream.name(), id));
        return group;
    }
}
