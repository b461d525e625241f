package io.millrace.benchmarks.pipeline;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Connects a job to the ports of a run. */
final class MemoryConnector implements Connector {
    private final Ports ports;

    MemoryConnector(Ports ports) {
        this.ports = ports;
    }

    @Override
    public ConnectorDeclaration declaration() {
        return new ConnectorDeclaration("memory", List.of(), List.of(), List.of());
    }

    @Override
    public DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings) {
        return ports.source(input);
    }

    @Override
    public <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer) {
        ports.sink(output, elements, serializer);
    }
}
