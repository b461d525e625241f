package io.millrace.promises;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.millrace.assembly.deployment.ServiceMetrics;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamRecords;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.assembly.streams.kinesis.KinesisStreamClient;
import io.millrace.promises.StageTemplates.StackResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** A stage in an AWS account. It is only used, and never changed. */
public final class AwsTarget implements Target {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration RECENT = Duration.ofMinutes(15);
    /** A shard allows five reads a second, which are shared with its other readers. */
    private static final Duration READ_INTERVAL = Duration.ofSeconds(1);

    private final StageTemplates templates;
    private final AwsClients aws;
    private final AwsMetrics metrics;
    private final Map<String, StreamRecords> arriving = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> outputsOf = new ConcurrentHashMap<>();

    /** @param aws clients, which this target closes */
    public AwsTarget(StageTemplates templates, AwsClients aws) {
        this.templates = requireNonNull(templates, "templates is null");
        this.aws = requireNonNull(aws, "aws is null");
        this.metrics = new AwsMetrics(aws.alarms());
    }

    /**
     * Connects with the AWS SDK's default credentials and region.
     *
     * @throws IllegalStateException that names everything that is missing
     */
    static AwsTarget connect(CheckedStage stage) {
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            AwsNeeds.check(stage, credentials, new DefaultAwsRegionProviderChain());
        }
        return new AwsTarget(StageTemplates.of(stage), AwsClients.ofTheEnvironment());
    }

    @Override
    public void close() {
        aws.close();
    }

    @Override
    public void put(String stream, List<OutgoingRecord> records) {
        StreamWriter writer = streams().writer(streamName(stream));
        records.forEach(writer::add);
        writer.flush();
    }

    @Override
    public StreamRecords arriving(String stream) {
        return arriving.computeIfAbsent(
                stream, name -> StreamRecords.of(name, limited(streams().fromNow(streamName(name))), TIMEOUT));
    }

    private KinesisStreamClient streams() {
        return new KinesisStreamClient(aws.streams());
    }

    private static StreamFollower limited(StreamFollower follower) {
        return new StreamFollower() {
            private Instant next = Instant.MIN;

            @Override
            public List<IncomingRecord> poll() {
                Instant now = Instant.now();
                if (now.isBefore(next)) {
                    return List.of();
                }
                next = now.plus(READ_INTERVAL);
                return follower.poll();
            }
        };
    }

    private String streamName(String stream) {
        return output(templates.stream(stream).stack(), stream + "Name");
    }

    private String output(String stack, String key) {
        Map<String, String> outputs = outputsOf.computeIfAbsent(stack, this::outputs);
        String value = outputs.get(key);
        if (value == null) {
            throw new IllegalStateException(
                    "stack %s has no output %s, it has %s".formatted(stack, key, outputs.keySet()));
        }
        return value;
    }

    private Map<String, String> outputs(String stack) {
        return aws.stacks().describeStacks(request -> request.stackName(stack)).stacks().get(0).outputs().stream()
                .collect(toMap(Output::outputKey, Output::outputValue));
    }

    @Override
    public Map<String, String> applications() {
        Map<String, String> states = new TreeMap<>();
        templates
                .applications()
                .forEach((logicalId, stack) -> states.put(logicalId, health(new StackResource(stack, logicalId))));
        return states;
    }

    private String health(StackResource declared) {
        String application = output(declared.stack(), templates.outputOf(declared));
        String status = aws.flink()
                .describeApplication(request -> request.applicationName(application))
                .applicationDetail()
                .applicationStatusAsString();
        String metric = ServiceMetrics.restarts(templates.runtime(declared));
        OptionalDouble restarts =
                metrics.increase("AWS/KinesisAnalytics", metric, Map.of("Application", application), RECENT);
        if (restarts.isEmpty()) {
            return "%s, but CloudWatch has no %s of %s in %d minutes"
                    .formatted(status, metric, application, RECENT.toMinutes());
        }
        int allowed = templates.allowedRestarts(declared);
        return restarts.getAsDouble() <= allowed
                ? status
                : "%s after %.0f restarts in %d minutes, of %d allowed"
                        .formatted(status, restarts.getAsDouble(), RECENT.toMinutes(), allowed);
    }

    @Override
    public Optional<Map<String, String>> alarms() {
        Map<String, String> states = new TreeMap<>();
        templates.stage().templates().forEach(template -> {
            Map<String, String> names = alarmNames(template.stackName());
            if (!names.isEmpty()) { // without names, the service returns all alarms of the account
                aws.alarms().describeAlarmsPaginator(request -> request.alarmNames(names.keySet())).stream()
                        .flatMap(page -> page.metricAlarms().stream())
                        .forEach(alarm ->
                                states.put(template.stackName() + "/" + names.get(alarm.alarmName()), state(alarm)));
            }
        });
        return Optional.of(states);
    }

    /** Names of a stack's alarms to their logical ids. A request for alarms takes at most 100 names. */
    private Map<String, String> alarmNames(String stack) {
        return aws
                .stacks()
                .listStackResourcesPaginator(request -> request.stackName(stack))
                .stackResourceSummaries()
                .stream()
                .filter(resource -> resource.resourceType().equals("AWS::CloudWatch::Alarm"))
                .collect(toMap(StackResourceSummary::physicalResourceId, StackResourceSummary::logicalResourceId));
    }

    private static String state(MetricAlarm alarm) {
        return alarm.stateValueAsString().equals("ALARM")
                ? "ALARM: " + alarm.stateReason()
                : alarm.stateValueAsString();
    }

    @Override
    public Optional<Double> reads(String stream) {
        Map<String, String> dimensions = Map.of("StreamName", streamName(stream));
        return Optional.of(metrics.count("AWS/Kinesis", "GetRecords.Success", dimensions, RECENT)
                + metrics.count("AWS/Kinesis", "SubscribeToShard.Success", dimensions, RECENT));
    }
}
