package io.millrace.connector.kinesis.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A client of which a test answers the calls that it expects; others fail. */
public class FakeKinesis implements KinesisAsyncClient {
    public static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

    public static SourceSettings settings(Map<String, String> properties) {
        return SourceSettings.read(StreamArn.parse(STREAM), properties);
    }

    public static <R> CompletableFuture<R> answer(R response) {
        return CompletableFuture.completedFuture(response);
    }

    @Override
    public String serviceName() {
        return "kinesis";
    }

    @Override
    public void close() {}
}
