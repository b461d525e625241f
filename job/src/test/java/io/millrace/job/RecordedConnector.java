package io.millrace.job;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Gives a job records of the test, and remembers which outputs it writes to. */
final class RecordedConnector implements Connector {
    private static final Map<String, Set<String>> WRITTEN = new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();
    private final Function<String, List<ShardLog>> shards;

    /** @param shards the shards of an input, by its name */
    RecordedConnector(Function<String, List<ShardLog>> shards) {
        this.shards = shards;
        WRITTEN.put(run, ConcurrentHashMap.newKeySet());
    }

    Set<String> writtenTo() {
        return WRITTEN.getOrDefault(run, Set.of());
    }

    @Override
    public ConnectorDeclaration declaration() {
        return new ConnectorDeclaration("recorded", List.of(), List.of(), List.of());
    }

    @Override
    public DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings) {
        return ShardLogSource.of(environment, input, shards.apply(input));
    }

    @Override
    public <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer) {
        elements.map(new WriteDown<>(run, output, serializer))
                .returns(byte[].class)
                .sinkTo(new DiscardingSink<>());
    }

    private static final class WriteDown<T> implements MapFunction<T, byte[]> {
        private static final long serialVersionUID = 1L;
        private final String run;
        private final String output;
        private final JsonRecordSerializer<T> serializer;

        private WriteDown(String run, String output, JsonRecordSerializer<T> serializer) {
            this.run = run;
            this.output = output;
            this.serializer = serializer;
        }

        @Override
        public byte[] map(T element) {
            WRITTEN.get(run).add(output);
            return serializer.serialize(element);
        }
    }
}
