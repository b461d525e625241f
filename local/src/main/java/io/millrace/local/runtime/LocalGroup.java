package io.millrace.local.runtime;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A property group on its way to an application that runs here. */
final class LocalGroup {
    private static final String REGION = "aws.region";
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String TRANSACTIONAL_ID_PREFIX = "transactional.id.prefix";
    private static final String TRANSACTION_TIMEOUT = "properties.transaction.timeout.ms";
    /** How the template's brokers let somebody in; the local one lets in everybody. */
    private static final List<String> LOGIN = List.of("properties.sasl.", "properties.security.", "properties.ssl.");

    /** A stage may be killed today and started next week, and its open transactions must be there to be completed. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofDays(7);

    private final Map<String, String> given;
    private final Map<String, String> properties;
    private final List<String> changes = new ArrayList<>();

    LocalGroup(Map<String, String> given) {
        this.given = given;
        this.properties = new TreeMap<>(given);
    }

    /** What the template gives stays; a group that names a region without a stream of the stage is taken along. */
    void reachKinesis(String endpoint, List<StreamPlan> streams) {
        if (given.containsKey(REGION) || binds(StreamBackend.KINESIS, streams)) {
            add("aws.endpoint", endpoint);
            // the sink's asynchronous client would speak HTTP/2 otherwise
            add("aws.http.protocol.version", "HTTP1_1");
        }
    }

    /** Brokers cannot be reached through another's address, as Kinesis can: what the template says of its own goes. */
    void reachKafka(String address, List<StreamPlan> streams) {
        if (!binds(StreamBackend.KAFKA, streams)) {
            return;
        }
        properties.put(BOOTSTRAP_SERVERS, address);
        changes.add("set %s=%s in".formatted(BOOTSTRAP_SERVERS, address));
        for (String key : given.keySet()) {
            if (LOGIN.stream().anyMatch(key::startsWith)) {
                properties.remove(key);
                changes.add("removed %s from".formatted(key));
            }
        }
        if (given.containsKey(TRANSACTIONAL_ID_PREFIX)) {
            add(TRANSACTION_TIMEOUT, Long.toString(LONGEST_TRANSACTION.toMillis()));
        }
    }

    /** The template's ARN leads to no service here: a file holds what the job is to read. */
    void reachSecrets(LocalSecrets secrets) {
        given.forEach((key, value) -> secrets.file(value).ifPresent(file -> {
            properties.put(key, file.toUri().toString());
            changes.add("set %s=%s in".formatted(key, file.toUri()));
        }));
    }

    private boolean binds(StreamBackend backend, List<StreamPlan> streams) {
        return streams.stream().anyMatch(stream -> stream.backend() == backend && stream.isBoundBy(given));
    }

    private void add(String key, String value) {
        if (properties.putIfAbsent(key, value) == null) {
            changes.add("added %s=%s to".formatted(key, value));
        }
    }

    Map<String, String> properties() {
        return properties;
    }

    List<String> changes() {
        return changes;
    }
}
