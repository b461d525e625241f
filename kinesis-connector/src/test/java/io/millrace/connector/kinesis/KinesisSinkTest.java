package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.server.KinesisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The sink in a job, on a server that keeps the service's limits. */
class KinesisSinkTest {
    @TempDir
    Path directory;

    @Test
    void recordsOfAKeyArriveInOrderThoughTheStreamRefusesSome() throws Exception {
        try (KinesisServer server = KinesisServer.start(directory);
                KinesisAsyncClient client = TestStream.client(server)) {
            TestStream stream = TestStream.create(server, client, "ordered", 1);
            int records = 3000; // a shard takes 1000 a second

            StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
            environment
                    .fromSequence(0, records - 1)
                    .map(i -> "k" + i % 700 + ":" + i)
                    .sinkTo(KinesisSink.<String>builder()
                            .streamArn(stream.arn())
                            .properties(stream.properties())
                            .serializationSchema(new SimpleStringSchema())
                            .partitionKeyGenerator(text -> text.substring(0, text.indexOf(':')))
                            .maxTimeInBuffer(Duration.ofMillis(100))
                            .orderedByPartitionKey()
                            .build());
            environment.execute();

            List<String> arrived = stream.readAll();
            for (int key = 0; key < 700; key++) {
                String prefix = "k" + key + ":";
                int first = key;
                assertThat(arrived.stream().filter(text -> text.startsWith(prefix)))
                        .containsExactlyElementsOf(LongStream.iterate(first, i -> i < records, i -> i + 700)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
        }
    }
}
