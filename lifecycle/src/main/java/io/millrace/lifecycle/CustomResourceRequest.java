package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.LifecycleProperties;
import io.millrace.contract.lifecycle.MetricFamily;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request of CloudFormation, the same in each call of the functions. All properties are strings.
 *
 * @param startedAt when the request arrived
 * @param stackId ARN of the stack that sent it
 * @param properties as the template declares them
 * @param oldProperties for an update, the properties before it; otherwise empty
 */
record CustomResourceRequest(
        Type type,
        Instant startedAt,
        String stackId,
        Map<String, String> properties,
        Map<String, String> oldProperties) {
    static final String STARTED_AT = "StartedAt";

    /** The time from the deadline to the end of the hour that CloudFormation waits, without a reserve of two minutes. */
    private static final Duration UNDO = Duration.ofMinutes(8);

    enum Type {
        CREATE,
        UPDATE,
        DELETE
    }

    CustomResourceRequest {
        requireNonNull(type, "type is null");
        requireNonNull(startedAt, "startedAt is null");
        requireNonNull(stackId, "stackId is null");
        properties = Map.copyOf(properties);
        oldProperties = Map.copyOf(oldProperties);
    }

    /** Reads the event of the second function: CloudFormation's request, with the result of the first function. */
    static CustomResourceRequest of(Map<String, Object> event) {
        return new CustomResourceRequest(
                switch (EventFields.text(event, "RequestType")) {
                    case "Create" -> Type.CREATE;
                    case "Update" -> Type.UPDATE;
                    case "Delete" -> Type.DELETE;
                    default ->
                        throw new IllegalArgumentException(
                                "RequestType must be Create, Update or Delete, got '" + event.get("RequestType") + "'");
                },
                Instant.parse(EventFields.text(EventFields.map(event, "Data"), STARTED_AT)),
                EventFields.text(event, "StackId"),
                EventFields.strings(event, "ResourceProperties"),
                EventFields.strings(event, "OldResourceProperties"));
    }

    String applicationName() {
        return property(LifecycleProperties.APPLICATION_NAME);
    }

    String logGroupName() {
        return property(LifecycleProperties.LOG_GROUP_NAME);
    }

    /** Key of the object that the application must run. */
    String codeKey() {
        return property(LifecycleProperties.CODE_KEY);
    }

    String runtime() {
        return property(LifecycleProperties.RUNTIME_ENVIRONMENT);
    }

    MetricFamily metrics() {
        return MetricFamily.of(runtime());
    }

    Duration verifyFor() {
        return Duration.ofSeconds(Long.parseLong(property(LifecycleProperties.VERIFY_SECONDS)));
    }

    Duration timeout() {
        return Duration.ofSeconds(Long.parseLong(property(LifecycleProperties.TIMEOUT_SECONDS)));
    }

    Instant deadline() {
        return startedAt.plus(timeout());
    }

    /** When a deploy that failed at its deadline must have been undone. */
    Instant undoDeadline() {
        return deadline().plus(UNDO);
    }

    /** How often the job may restart before it is watched for {@link #verifyFor()}. */
    int maxRestarts() {
        return Integer.parseInt(property(LifecycleProperties.MAX_RESTARTS));
    }

    /** How many snapshots a successful deploy leaves. */
    int snapshotsKept() {
        return Integer.parseInt(property(LifecycleProperties.SNAPSHOTS_KEPT));
    }

    StopMode stopMode() {
        return StopMode.valueOf(property(LifecycleProperties.STOP_MODE));
    }

    /** The ARN of an enhanced snapshot, which this version of the SDK cannot pass on. */
    Optional<String> snapshotArn() {
        return runConfiguration().snapshotArn();
    }

    RunConfiguration runConfiguration() {
        return RunConfiguration.of(properties);
    }

    /** Whether this deploy changes the job's code, runtime or configuration. */
    boolean changesJob() {
        return type == Type.UPDATE && differ(LifecycleProperties.OF_JOB);
    }

    /** Whether this deploy changes the job's code or runtime, which the service shows. */
    boolean changesCode() {
        return type == Type.UPDATE && differ(LifecycleProperties.OF_CODE);
    }

    boolean changesRunConfiguration() {
        return type == Type.UPDATE && differ(LifecycleProperties.OF_RUN_CONFIGURATION);
    }

    private boolean differ(List<String> names) {
        return names.stream().anyMatch(name -> !Objects.equals(properties.get(name), oldProperties.get(name)));
    }

    private String property(String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("property " + name + " is missing");
        }
        return value;
    }
}
