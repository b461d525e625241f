package io.millrace.job;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.OutputFormat;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import io.millrace.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Reads what tests say that streams hold, and notes which outputs are written to. */
final class RecordedConnector implements Connector {
    private static final Map<String, Set<String>> WRITTEN = new ConcurrentHashMap<>();

    private final String run = UUID.randomUUID().toString();
    private final Function<String, List<ShardLog>> shards;

    /** @param shards input's name to what it holds */
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
    @SuppressWarnings("deprecation")
    public DataStream<SourceRecord> source(StreamExecutionEnvironment environment, String input, Settings settings) {
        return environment
                .addSource(
                        new ShardLogSource(shards.apply(input), run, 0, 0, false),
                        input,
                        TypeInformation.of(SourceRecord.class))
                .uid(input);
    }

    @Override
    public <T> void sink(DataStream<T> elements, String output, Settings settings, OutputFormat<T> format) {
        elements.map(new Note<>(run, output, format)).returns(byte[].class).sinkTo(new DiscardingSink<>());
    }

    private static final class Note<T> implements MapFunction<T, byte[]> {
        private static final long serialVersionUID = 1L;
        private final String run;
        private final String output;
        private final OutputFormat<T> format;

        private Note(String run, String output, OutputFormat<T> format) {
            this.run = run;
            this.output = output;
            this.format = format;
        }

        @Override
        public byte[] map(T element) {
            WRITTEN.get(run).add(output);
            return format.serialize(element);
        }
    }
}
