package io.millrace.connector.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

class FailuresTest {
    private static Throwable service(String code, int status) {
        return KinesisException.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @Test
    void throttlingAndFailuresOfTheServiceAndTheNetworkPass() {
        assertThat(Failures.isPassing(service("ProvisionedThroughputExceededException", 400)))
                .isTrue();
        assertThat(Failures.isPassing(service("LimitExceededException", 400))).isTrue();
        assertThat(Failures.isPassing(service("KMSThrottlingException", 400))).isTrue();
        assertThat(Failures.isPassing(service("ResourceInUseException", 400))).isTrue();
        assertThat(Failures.isPassing(service("InternalFailureException", 500))).isTrue();
        assertThat(Failures.isPassing(new CompletionException(
                        new ExecutionException(SdkClientException.create("closed", new IOException("reset"))))))
                .isTrue();
        assertThat(Failures.isPassing(ApiCallTimeoutException.create(60_000))).isTrue();
    }

    @Test
    void whatIsNotAllowedOrNotThereDoesNotPass() {
        assertThat(Failures.isPassing(service("AccessDeniedException", 400))).isFalse();
        assertThat(Failures.isPassing(service("ResourceNotFoundException", 400)))
                .isFalse();
        assertThat(Failures.isPassing(service("KMSDisabledException", 400))).isFalse();
        assertThat(Failures.isPassing(SdkClientException.create("no credentials")))
                .isFalse();
        assertThat(Failures.isPassing(new IllegalStateException("ours"))).isFalse();
    }
}
