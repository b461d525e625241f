import com.amazonaws.services.kinesis.producer.KinesisProducer;
import com.amazonaws.services.kinesis.producer.KinesisProducerConfiguration;
import com.amazonaws.services.kinesis.producer.UserRecordResult;
import com.google.common.util.concurrent.ListenableFuture;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The Kinesis Producer Library with its default settings, and so with aggregation and over TLS: {@code Kpl ENDPOINT}. */
public final class Kpl {
    private static final String STREAM = "kpl";
    private static final int RECORDS = 1000;

    public static void main(String[] args) throws Exception {
        URI endpoint = URI.create(args[0]);
        try (KinesisClient client =
                KinesisClient.builder().endpointOverride(endpoint).build()) {
            client.createStream(request -> request.streamName(STREAM).shardCount(2));
            client.waiter().waitUntilStreamExists(request -> request.streamName(STREAM));
        }
        KinesisProducer producer = new KinesisProducer(new KinesisProducerConfiguration()
                .setRegion("us-east-1")
                .setKinesisEndpoint(endpoint.getHost())
                .setKinesisPort(endpoint.getPort())
                .setMetricsLevel("none") // there is no CloudWatch
                .setVerifyCertificate(false)); // the server's certificate is its own
        List<ListenableFuture<UserRecordResult>> puts = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            puts.add(producer.addUserRecord(
                    STREAM, "key" + i % 10, ByteBuffer.wrap(("record " + i).getBytes(StandardCharsets.UTF_8))));
        }
        producer.flush();
        for (ListenableFuture<UserRecordResult> put : puts) {
            if (!put.get(60, TimeUnit.SECONDS).isSuccessful()) {
                throw new AssertionError("a record was not put");
            }
        }
        producer.destroy();
        System.exit(0);
    }
}
