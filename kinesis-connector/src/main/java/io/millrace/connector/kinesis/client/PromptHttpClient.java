package io.millrace.connector.kinesis.client;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * An HTTP client that owns its threads, and ends them when it is closed. The SDK would wait two seconds for more work, and
 * with it each cancellation of a job.
 */
final class PromptHttpClient implements SdkAsyncHttpClient {
    /** So that one thread can still take what another has for it. */
    private static final long QUIET_MILLIS = 100;

    private static final long END_MILLIS = 2000;

    private final SdkAsyncHttpClient client;
    private final EventLoopGroup threads;

    PromptHttpClient(SdkAsyncHttpClient client, EventLoopGroup threads) {
        this.client = client;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        return client.execute(request);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
        boolean unused = threads.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(END_MILLIS);
    }
}
