package io.millrace.job.connector;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.flink.Settings;
import io.millrace.job.record.SourceRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A way to read and write streams, chosen by the key {@code connector} of an input's or output's property group. */
public interface Connector {
    /** The connector's name and the keys that its groups take. */
    ConnectorDeclaration declaration();

    /**
     * The stream's records, with markers of the progress of its shards between them.
     *
     * @param input the input's name, which is also its operator's uid
     * @param alignment the inputs that this one is read together with
     */
    DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings);

    /**
     * Writes elements to a stream: at least once, or as the connector's settings say.
     *
     * @param output the output's name, which is also its operator's uid
     */
    <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer);
}
