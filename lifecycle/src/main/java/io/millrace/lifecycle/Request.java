package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One request of CloudFormation, the same for every look at it. Its properties are strings, whatever they were in the
 * template.
 *
 * @param startedAt when the request arrived
 * @param properties as the template declares them now
 * @param oldProperties as they were before an update, else empty
 */
record Request(Type type, Instant startedAt, Map<String, String> properties, Map<String, String> oldProperties) {
    static final String STARTED_AT = "StartedAt";

    /** The properties that tell one job from another; the rest says how to watch it. */
    private static final List<String> JOB =
            List.of("ApplicationName", "CodeKey", "RuntimeEnvironment", "ConfigurationHash", "ConfigurationReferences");

    private static final List<String> RUN =
            List.of("RestoreType", "SnapshotName", "SnapshotArn", "AllowNonRestoredState");

    enum Type {
        CREATE,
        UPDATE,
        DELETE
    }

    Request {
        requireNonNull(type, "type is null");
        requireNonNull(startedAt, "startedAt is null");
        properties = Map.copyOf(properties);
        oldProperties = Map.copyOf(oldProperties);
    }

    /** Reads the event of the second function: CloudFormation's own, and what the first function returned. */
    static Request of(Map<String, Object> event) {
        return new Request(
                switch (Events.text(event, "RequestType")) {
                    case "Create" -> Type.CREATE;
                    case "Update" -> Type.UPDATE;
                    case "Delete" -> Type.DELETE;
                    default ->
                        throw new IllegalArgumentException(
                                "RequestType must be Create, Update or Delete, got '" + event.get("RequestType") + "'");
                },
                Instant.parse(Events.text(Events.map(event, "Data"), STARTED_AT)),
                Events.strings(event, "ResourceProperties"),
                Events.strings(event, "OldResourceProperties"));
    }

    String applicationName() {
        return property("ApplicationName");
    }

    String logGroupName() {
        return property("LogGroupName");
    }

    /** Key of the object that the service must have loaded. */
    String codeKey() {
        return property("CodeKey");
    }

    String runtime() {
        return property("RuntimeEnvironment");
    }

    MetricFamily metrics() {
        return MetricFamily.of(runtime());
    }

    Duration verifyFor() {
        return Duration.ofSeconds(Long.parseLong(property("VerifySeconds")));
    }

    Instant deadline() {
        return startedAt.plusSeconds(Long.parseLong(property("TimeoutSeconds")));
    }

    StopMode stopMode() {
        return StopMode.valueOf(property("StopMode"));
    }

    /** A snapshot that belongs to the account; this version of the SDK cannot name one. */
    Optional<String> snapshotArn() {
        return optional("SnapshotArn");
    }

    RunConfiguration runConfiguration() {
        return new RunConfiguration(
                property("RestoreType"),
                optional("SnapshotName"),
                Boolean.parseBoolean(property("AllowNonRestoredState")));
    }

    /** Whether this deploy gave the application another job: other code, runtime or configuration. */
    boolean changesJob() {
        return type == Type.UPDATE && differ(JOB);
    }

    boolean changesRunConfiguration() {
        return type == Type.UPDATE && differ(RUN);
    }

    private boolean differ(List<String> names) {
        return names.stream().anyMatch(name -> !Objects.equals(properties.get(name), oldProperties.get(name)));
    }

    private Optional<String> optional(String name) {
        return Optional.of(properties.getOrDefault(name, "")).filter(value -> !value.isEmpty());
    }

    private String property(String name) {
        String value = properties.get(name);
        if (value == null) {
            throw new IllegalArgumentException("property " + name + " is missing");
        }
        return value;
    }
}
