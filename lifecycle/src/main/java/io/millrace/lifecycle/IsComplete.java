package io.millrace.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/** The second function, called again until it returns {@code IsComplete} or throws. Each call observes once and acts once. */
public final class IsComplete implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** Short timeouts: a service that does not answer is asked again in the next call of the function. */
    static final ClientOverrideConfiguration CALL_TIMEOUTS = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(5))
            .apiCallTimeout(Duration.ofSeconds(15))
            .retryStrategy(RetryMode.STANDARD)
            .build();

    private final Service service;
    private final Clock clock;

    /** For Lambda, which provides the region and the credentials. */
    public IsComplete() {
        this(
                new ServiceGateway(
                        CloudFormationClient.builder()
                                .overrideConfiguration(CALL_TIMEOUTS)
                                .build(),
                        KinesisAnalyticsV2Client.builder()
                                .overrideConfiguration(CALL_TIMEOUTS)
                                .build(),
                        CloudWatchClient.builder()
                                .overrideConfiguration(CALL_TIMEOUTS)
                                .build(),
                        CloudWatchLogsClient.builder()
                                .overrideConfiguration(CALL_TIMEOUTS)
                                .build(),
                        Clock.systemUTC()),
                Clock.systemUTC());
    }

    IsComplete(Service service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /** @throws DeployFailedException when the deploy has failed; its message is the reason */
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Reconciler reconciler =
                new Reconciler(service, clock, line -> context.getLogger().log(line + "\n"));
        return Map.of("IsComplete", reconciler.advance(CustomResourceRequest.of(event)));
    }
}
