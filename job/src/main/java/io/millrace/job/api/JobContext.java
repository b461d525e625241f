package io.millrace.job.api;

import io.millrace.contract.Contract;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.secret.SecretReference;
import io.millrace.job.secret.UnreadableSecretException;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job is built with: its settings, and the streams that its inputs and outputs are bound to. */
public final class JobContext {
    private final StreamExecutionEnvironment environment;
    private final Map<String, Map<String, String>> groups;
    private final Function<Map<String, String>, Connector> connectors;

    /**
     * A context for one job.
     *
     * @param groups property groups that have passed the contract's check: group id to key to value
     * @param connectors the connector for the property group of an input or output
     */
    public JobContext(
            StreamExecutionEnvironment environment,
            Map<String, Map<String, String>> groups,
            Function<Map<String, String>, Connector> connectors) {
        this.environment = environment;
        this.groups = groups;
        this.connectors = connectors;
    }

    public Settings settings() {
        return new Settings(group(Contract.JOB_GROUP));
    }

    /**
     * Reads the secret that a setting refers to: once, so that the whole job uses the same secret until its next start.
     *
     * @throws InvalidApplicationException when it cannot be read
     */
    public String secret(Setting<String> setting) {
        try {
            return SecretReference.parse(settings().get(setting)).read();
        } catch (UnreadableSecretException e) {
            throw new InvalidApplicationException(
                    List.of(String.format(
                            "property group '%s': %s: %s", Contract.JOB_GROUP, setting.key(), e.getMessage())),
                    e);
        }
    }

    public DataStream<SourceRecord> source(String input) {
        Map<String, String> group = group(input);
        return connectors.apply(group).source(environment, input, new Settings(group));
    }

    public <T> void sink(String output, DataStream<T> elements, JsonRecordSerializer<T> serializer) {
        Map<String, String> group = group(output);
        connectors.apply(group).sink(elements, output, new Settings(group), serializer);
    }

    private Map<String, String> group(String id) {
        return Objects.requireNonNull(groups.get(id), () -> "property group '" + id + "' is missing");
    }
}
