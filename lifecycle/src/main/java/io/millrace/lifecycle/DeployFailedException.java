package io.millrace.lifecycle;

/** Fails the deploy. CloudFormation shows the message as the reason. */
final class DeployFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeployFailedException(String reason) {
        super(Reason.of(reason));
    }
}
