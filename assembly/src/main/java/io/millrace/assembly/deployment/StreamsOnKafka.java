package io.millrace.assembly.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes topics of a plan's streams: the same applications, each input and output bound to the topic of its stream. */
final class StreamsOnKafka {
    private final DeploymentPlan plan;
    private final List<String> mistakes = new ArrayList<>();

    StreamsOnKafka(DeploymentPlan plan) {
        this.plan = plan;
    }

    /**
     * The plan with topics.
     *
     * @throws DeploymentException when an application's jar cannot do without Kinesis
     */
    DeploymentPlan moved() {
        List<ApplicationPlan> applications =
                plan.applications().stream().map(this::moved).toList();
        if (!mistakes.isEmpty()) {
            throw new DeploymentException(plan.stage(), mistakes);
        }
        List<String> notices = new ArrayList<>(plan.notices());
        notices.add(
                "streams are topics of a Kafka here; what is written exactly once is seen when a checkpoint completes");
        return new DeploymentPlan(
                plan.stage(),
                plan.streams().stream().map(StreamPlan::onKafka).toList(),
                applications,
                plan.skipped(),
                notices);
    }

    private ApplicationPlan moved(ApplicationPlan application) {
        Map<String, Map<String, String>> groups = new TreeMap<>(application.propertyGroups());
        groups.replaceAll((id, group) -> boundStream(group)
                .map(stream -> moved(application, id, group, stream))
                .orElse(group));
        return application.withPropertyGroups(groups);
    }

    private Optional<StreamPlan> boundStream(Map<String, String> group) {
        return plan.streams().stream()
                .filter(stream -> stream.backend() == StreamBackend.KINESIS && stream.isBoundBy(group))
                .findFirst();
    }

    private Map<String, String> moved(
            ApplicationPlan application, String id, Map<String, String> group, StreamPlan stream) {
        Optional<JobPorts> ports =
                JobPorts.of(application).filter(job -> job.connectors().contains("kafka"));
        if (ports.isPresent() && ports.get().inputs().contains(id)) {
            return KafkaGroups.input(group, stream.name(), application.name());
        }
        if (ports.isPresent() && ports.get().outputs().contains(id)) {
            return KafkaGroups.output(id, stream.name(), application);
        }
        mistakes.add(("application %s binds stream %s by property group '%s', of which its jar does not declare that it"
                        + " may be on Kafka; without --streams kafka it is on Kinesis")
                .formatted(application.name(), stream.name(), id));
        return group;
    }
}
