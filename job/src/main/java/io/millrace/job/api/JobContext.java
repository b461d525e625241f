package io.millrace.job.api;

import io.millrace.contract.Contract;
import io.millrace.contract.flink.BoundJob;
import io.millrace.contract.flink.InvalidApplicationException;
import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.secret.SecretReference;
import io.millrace.job.secret.UnreadableSecretException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job is built with: its settings, and the streams that its inputs and outputs are bound to. */
public final class JobContext {
    private final StreamExecutionEnvironment environment;
    private final BoundJob job;
    private final Function<Settings, Connector> connectors;

    /**
     * A context for one job.
     *
     * @param connectors the connector for the settings of an input or output
     */
    public JobContext(StreamExecutionEnvironment environment, BoundJob job, Function<Settings, Connector> connectors) {
        this.environment = environment;
        this.job = job;
        this.connectors = connectors;
    }

    public Settings settings() {
        return job.settings();
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
        return source(input, Alignment.none());
    }

    /** An input that is read together with others. */
    public DataStream<SourceRecord> source(String input, Alignment alignment) {
        Settings settings = job.port(input);
        return connectors.apply(settings).source(environment, input, alignment, settings);
    }

    public <T> void sink(String output, DataStream<T> elements, JsonRecordSerializer<T> serializer) {
        Settings settings = job.port(output);
        connectors.apply(settings).sink(elements, output, settings, serializer);
    }
}
