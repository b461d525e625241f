package io.millrace.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/** The second function, called until it says {@code IsComplete} or throws: one look, one step. */
public final class IsComplete implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** A service that does not answer is asked again at the next look, not until the function's own time is over. */
    static final ClientOverrideConfiguration PATIENCE = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(5))
            .apiCallTimeout(Duration.ofSeconds(15))
            .retryStrategy(RetryMode.STANDARD)
            .build();

    private final ServiceGateway service;
    private final Clock clock;

    /** For Lambda, whose environment says the region and the credentials. */
    public IsComplete() {
        this(
                new ServiceGateway(
                        KinesisAnalyticsV2Client.builder()
                                .overrideConfiguration(PATIENCE)
                                .build(),
                        CloudWatchClient.builder()
                                .overrideConfiguration(PATIENCE)
                                .build(),
                        CloudWatchLogsClient.builder()
                                .overrideConfiguration(PATIENCE)
                                .build()),
                Clock.systemUTC());
    }

    IsComplete(ServiceGateway service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /** @throws DeployFailedException when the deploy has failed; its message is the reason */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Progress progress =
                new Progress(service, clock, line -> context.getLogger().log(line + "\n"));
        return Map.of("IsComplete", progress.advance(Request.of(event)));
    }
}
