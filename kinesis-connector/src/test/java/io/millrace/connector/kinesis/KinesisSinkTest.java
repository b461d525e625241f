package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kinesis.server.KinesisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The sink in a job, on a server that keeps the service's limits. */
class KinesisSinkTest {
    @TempDir
    static Path directory;

    private static KinesisServer server;
    private static KinesisAsyncClient client;

    @BeforeAll
    static void startServer() throws Exception {
        server = KinesisServer.start(directory);
        client = TestStream.client(server);
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
    }

    private static KinesisSinkBuilder<String> sink(TestStream stream) {
        return KinesisSink.<String>builder()
                .streamArn(stream.arn())
                .properties(stream.properties())
                .serializationSchema(new SimpleStringSchema())
                .partitionKeyGenerator(text -> text.substring(0, text.indexOf(':')))
                .maxTimeInBuffer(Duration.ofMillis(100));
    }

    @Test
    void recordsOfAKeyArriveInOrderThoughTheStreamRefusesSome() throws Exception {
        TestStream stream = TestStream.create(server, client, "ordered", 1);
        int records = 2500; // a shard takes 1000 a second

        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(0, records - 1)
                .map(i -> "k" + i % 700 + ":" + i)
                .sinkTo(sink(stream).orderedByPartitionKey().build());
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

    @Test
    void aRecordOfTenMebibytesGoesToAStreamThatAcceptsIt() throws Exception {
        TestStream stream = TestStream.create(server, client, "large", 1);
        client.updateMaxRecordSize(request -> request.streamARN(stream.arn()).maxRecordSizeInKiB(10 << 10))
                .join();
        int characters = (10 << 20) - 1; // and a key of one

        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, 1)
                .map(i -> "k:" + "x".repeat(characters - 2))
                .sinkTo(sink(stream)
                        .maxRecordSizeInBytes(10 << 20)
                        .explicitHashKeyGenerator(text -> "0")
                        .build());
        environment.execute();

        assertThat(stream.readAll())
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("k:x").hasSize(characters));
    }
}
