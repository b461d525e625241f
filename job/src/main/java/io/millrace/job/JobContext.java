package io.millrace.job;

import io.millrace.contract.Contract;
import io.millrace.job.connector.Connectors;
import io.millrace.job.connector.OutputFormat;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.settings.Settings;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a job is built from: its settings, and its inputs and outputs through the connectors they are bound to. */
public final class JobContext {
    private final StreamExecutionEnvironment environment;
    private final Map<String, Map<String, String>> groups;

    /** @param groups property groups that have passed the contract's check: group id to key to value */
    JobContext(StreamExecutionEnvironment environment, Map<String, Map<String, String>> groups) {
        this.environment = environment;
        this.groups = groups;
    }

    public Settings settings() {
        return new Settings(group(Contract.JOB_GROUP));
    }

    public DataStream<SourceRecord> source(String input) {
        Map<String, String> group = group(input);
        return Connectors.of(group).source(environment, input, new Settings(group));
    }

    public <T> void sink(String output, DataStream<T> elements, OutputFormat<T> format) {
        Map<String, String> group = group(output);
        Connectors.of(group).sink(elements, output, new Settings(group), format);
    }

    private Map<String, String> group(String id) {
        return Objects.requireNonNull(groups.get(id), () -> "property group '" + id + "' is missing");
    }
}
