package io.millrace.integration.promises;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.assembly.streams.kinesis.KinesisStreamClient;
import io.millrace.local.junit.StageRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** A stage in an AWS account, deployed by somebody else: it is asked and fed, and nothing of it is changed. */
final class AwsTarget implements TargetStage {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LATELY = Duration.ofMinutes(15);
    /** An account's reads are limited to five a second and shard, and others read, too. */
    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);

    private final Target target;
    private final Supplier<AwsClients> connect;
    private final Map<String, StageRecords> arriving = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> outputsOf = new ConcurrentHashMap<>();
    private StageTemplates templates;
    private AwsClients aws;
    private AwsMetrics metrics;

    AwsTarget(Target target, Supplier<AwsClients> connect) {
        this.target = target;
        this.connect = connect;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            AwsNeeds.check(target, credentials, new DefaultAwsRegionProviderChain());
        }
        open();
    }

    void open() {
        templates = StageTemplates.of(target);
        aws = connect.get();
        metrics = new AwsMetrics(aws.alarms());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    void close() {
        if (aws != null) {
            aws.close();
        }
    }

    @Override
    public void put(String stream, List<OutgoingRecord> records) {
        StreamWriter writer = streams().writer(streamName(stream));
        records.forEach(writer::add);
        writer.flush();
    }

    @Override
    public StageRecords arriving(String stream) {
        return arriving.computeIfAbsent(
                stream, name -> StageRecords.of(name, unhurried(streams().fromNow(streamName(name))), PATIENCE));
    }

    private KinesisStreamClient streams() {
        return new KinesisStreamClient(aws.streams());
    }

    private static StreamFollower unhurried(StreamFollower follower) {
        return new StreamFollower() {
            private Instant next = Instant.MIN;

            @Override
            public List<IncomingRecord> poll() {
                Instant now = Instant.now();
                if (now.isBefore(next)) {
                    return List.of();
                }
                next = now.plus(BETWEEN_READS);
                return follower.poll();
            }
        };
    }

    private String streamName(String stream) {
        return output(templates.streams().get(stream).stack(), stream + "Name");
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
                .forEach((logicalId, stack) -> states.put(logicalId, health(output(stack, "ApplicationName"))));
        return states;
    }

    private String health(String application) {
        String status = aws.flink()
                .describeApplication(request -> request.applicationName(application))
                .applicationDetail()
                .applicationStatusAsString();
        double restarts =
                metrics.increase("AWS/KinesisAnalytics", "fullRestarts", Map.of("Application", application), LATELY);
        return restarts == 0
                ? status
                : "%s after %.0f restarts in %d minutes".formatted(status, restarts, LATELY.toMinutes());
    }

    @Override
    public Optional<Map<String, String>> alarms() {
        Map<String, String> states = new TreeMap<>();
        templates.stage().templates().forEach(template -> {
            Map<String, String> names = alarmNames(template.stackName());
            if (!names.isEmpty()) { // asked for none, the service gives all that the account has
                aws.alarms().describeAlarmsPaginator(request -> request.alarmNames(names.keySet())).stream()
                        .flatMap(page -> page.metricAlarms().stream())
                        .forEach(alarm ->
                                states.put(template.stackName() + "/" + names.get(alarm.alarmName()), state(alarm)));
            }
        });
        return Optional.of(states);
    }

    /** Names of a stack's alarms, at most 100 as the service takes them at once, to logical ids. */
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
        return Optional.of(metrics.count("AWS/Kinesis", "GetRecords.Success", dimensions, LATELY)
                + metrics.count("AWS/Kinesis", "SubscribeToShard.Success", dimensions, LATELY));
    }

    @Override
    public Map<String, String> deployedTemplates() {
        Map<String, String> digests = new TreeMap<>();
        templates
                .stage()
                .templates()
                .forEach(template -> digests.put(
                        template.stackName(),
                        deployedDigest(aws.stacks()
                                .getTemplate(request ->
                                        request.stackName(template.stackName()).templateStage("Original"))
                                .templateBody())));
        return digests;
    }

    private static String deployedDigest(String body) {
        try {
            return StageTemplates.digest(new ObjectMapper().readTree(body));
        } catch (JsonProcessingException e) {
            return "no JSON: " + e.getOriginalMessage();
        }
    }
}
