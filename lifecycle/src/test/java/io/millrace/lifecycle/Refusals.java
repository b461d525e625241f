package io.millrace.lifecycle;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.KinesisAnalyticsV2Exception;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;

/** What the service of a model throws at a call that it does not accept. */
final class Refusals {
    static final RuntimeException IN_USE =
            ResourceInUseException.builder().message("in use").build();
    static final RuntimeException THROTTLED = of("ThrottlingException");
    static final RuntimeException DENIED = of("AccessDeniedException");

    private Refusals() {}

    static void refuseUnless(boolean accepted) {
        if (!accepted) {
            throw IN_USE;
        }
    }

    private static RuntimeException of(String code) {
        return KinesisAnalyticsV2Exception.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .statusCode(400)
                .message(code)
                .build();
    }
}
