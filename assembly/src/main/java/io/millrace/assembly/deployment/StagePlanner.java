package io.millrace.assembly.deployment;

import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.template.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** Goes through a stage's templates once, and gathers every mistake before it gives up. */
final class StagePlanner {
    private static final int DEFAULT_RETENTION_HOURS = 24;
    /** The brokers' default of {@code log.retention.hours}. */
    private static final int TOPIC_RETENTION_HOURS = 168;

    private final Stage stage;
    private final List<StackValues> stacks = new ArrayList<>();
    private final PublishedObjects objects;
    private final List<StreamPlan> streams = new ArrayList<>();
    private final List<ApplicationPlan> applications = new ArrayList<>();
    private final List<SkippedResource> skipped = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    StagePlanner(Stage stage) {
        this.stage = stage;
        stage.templates().forEach(template -> stacks.add(new StackValues(template, stacks)));
        this.objects = new PublishedObjects(stage.assets());
    }

    DeploymentPlan plan() {
        // an application's code may be put in place by any stack, so all of them come first
        eachResource(StackValues.BUCKET_DEPLOYMENT, objects::deploy);
        eachResource(StackValues.STREAM, (stack, logicalId) -> streams.add(stream(stack, logicalId)));
        eachResource(
                StackValues.SECRET,
                (stack, logicalId) -> notices.add("secret %s has a value of its own here, made at random"
                        .formatted(stack.physicalName(logicalId))));
        ApplicationReader reader = new ApplicationReader(objects, notices, mistakes);
        eachResource(StackValues.APPLICATION, (stack, logicalId) -> reader.read(stack, logicalId)
                .ifPresent(applications::add));
        applications.forEach(this::addTopics);
        listSkipped();
        if (!mistakes.isEmpty()) {
            throw new DeploymentException(stage.name(), mistakes);
        }
        return new DeploymentPlan(stage.name(), streams, applications, skipped, notices);
    }

    private interface Visit {
        void resource(StackValues stack, String logicalId);
    }

    private void eachResource(String type, Visit visit) {
        for (StackValues stack : stacks) {
            for (String logicalId : stack.template().logicalIds()) {
                if (stack.template().type(logicalId).equals(type)) {
                    visit(stack, logicalId, visit);
                }
            }
        }
    }

    private void visit(StackValues stack, String logicalId, Visit visit) {
        try {
            if (stack.evaluator().isDeployed(logicalId)) {
                visit.resource(stack, logicalId);
            }
        } catch (TemplateException e) {
            mistakes.add(e.getMessage());
        }
    }

    private static StreamPlan stream(StackValues stack, String logicalId) {
        String mode =
                stack.property(logicalId, "StreamModeDetails", "StreamMode").asText();
        int shards = stack.property(logicalId, "ShardCount").asInt(StreamPlan.ON_DEMAND);
        return new StreamPlan(
                stack.template().stackName(),
                logicalId,
                stack.physicalName(logicalId),
                stack.template().region(),
                mode.equals("ON_DEMAND") ? StreamPlan.ON_DEMAND : shards,
                stack.property(logicalId, "RetentionPeriodHours").asInt(DEFAULT_RETENTION_HOURS));
    }

    /** Topics are made by whoever runs the brokers; a template only names them, where it binds them. */
    private void addTopics(ApplicationPlan application) {
        application.propertyGroups().values().stream()
                .flatMap(group -> KafkaGroups.topic(group).stream())
                .filter(topic -> streams.stream()
                        .noneMatch(stream -> stream.backend() == StreamBackend.KAFKA
                                && stream.name().equals(topic)))
                .distinct()
                .forEach(topic -> streams.add(new StreamPlan(
                        application.stack(),
                        topic,
                        topic,
                        application.region(),
                        StreamPlan.ON_DEMAND,
                        TOPIC_RETENTION_HOURS,
                        StreamBackend.KAFKA)));
    }

    private void listSkipped() {
        List<String> known = List.of(
                StackValues.STREAM,
                StackValues.APPLICATION,
                StackValues.BUCKET,
                StackValues.BUCKET_DEPLOYMENT,
                StackValues.SECRET);
        for (StackValues stack : stacks) {
            for (String logicalId : stack.template().logicalIds()) {
                String type = stack.template().type(logicalId);
                if (!known.contains(type)) {
                    skipped.add(new SkippedResource(stack.template().stackName(), logicalId, type));
                }
            }
        }
    }
}
