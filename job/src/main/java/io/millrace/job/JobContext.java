package io.millrace.job;

import io.millrace.contract.Contract;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.OutputFormat;
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

/** What a job is built from: its settings, and its inputs and outputs through the connectors they are bound to. */
public final class JobContext {
    private final StreamExecutionEnvironment environment;
    private final Map<String, Map<String, String>> groups;
    private final Function<Map<String, String>, Connector> connectors;

    /**
     * Where a job is built into.
     *
     * @param groups property groups that have passed the contract's check: group id to key to value
     * @param connectors an input's or output's group to the connector that reaches its stream
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
     * Reads the secret that a setting names: once, so that all of the job uses the same one until it is started again.
     *
     * @throws InvalidApplicationException when it cannot be read
     */
    public String secret(Setting<String> setting) {
        try {
            return SecretReference.parse(settings().get(setting)).read();
        } catch (UnreadableSecretException e) {
            throw new InvalidApplicationException(
                    List.of(String.format(
                            "property group '%s': %s: %s",
                            Contract.JOB_GROUP, setting.option().key(), e.getMessage())),
                    e);
        }
    }

    public DataStream<SourceRecord> source(String input) {
        Map<String, String> group = group(input);
        return connectors.apply(group).source(environment, input, new Settings(group));
    }

    public <T> void sink(String output, DataStream<T> elements, OutputFormat<T> format) {
        Map<String, String> group = group(output);
        connectors.apply(group).sink(elements, output, new Settings(group), format);
    }

    private Map<String, String> group(String id) {
        return Objects.requireNonNull(groups.get(id), () -> "property group '" + id + "' is missing");
    }
}
